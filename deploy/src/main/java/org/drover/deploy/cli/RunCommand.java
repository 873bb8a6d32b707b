package org.drover.deploy.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Unreachable;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.LocalRun;
import org.drover.shared.journal.Accept;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Motion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a migration in this one process, with its journal in a folder.",
      "Without --execute nothing is written to the graph: it is read and transformed, and you are"
          + " told what a backfill would do. Interrupted in any way, the same command carries on."
    })
final class RunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SPEC", description = "The spec, in YAML or JSON.")
  private Path spec = Path.of("");

  @Option(names = "--execute", description = "Write, too.")
  private boolean execute;

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      converter = Typed.Share.class,
      description = "Survey only a part of everything, such as 1%%, and say what follows for all.")
  private @Nullable String sample;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write what the survey foresees as JSON, too.")
  private @Nullable Path report;

  @Option(
      names = "--journal",
      defaultValue = ".drover",
      paramLabel = "DIR",
      description = "Where the journal and the log are kept (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("");

  @Option(
      names = "--accept",
      paramLabel = "SIDE",
      description = {
        "Only where graph and journal disagree because one of them was restored:"
            + " graph (go on where the graph is) or journal (go on where the journal is)."
      })
  private @Nullable Accept accept;

  @Option(
      names = "--json",
      description = "The migration as JSON on standard output at the end, and nothing else there.")
  private boolean json;

  @Mixin private GraphOptions graph = new GraphOptions();
  @Mixin private AuthorOption author = new AuthorOption();
  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() {
    Screen screen = Screen.ofProcess(System.getenv(), json);
    SpecText text = SpecText.read(spec);
    GraphConnection connection = graph.connection();
    Logs.toFile(folder.resolve("drover.log"));
    LocalRun run = new LocalRun(request(text, connection), screen);
    try {
      MigrationView view = run.run();
      String survey = run.survey();
      if (survey == null) {
        int code = Outcome.tell(screen, view, next(view));
        screen.say("Orders, such as verify, rollback and cutover, take:\n  " + serve(text));
        return code;
      }
      Reports.write(report, survey);
      return Outcome.tell(screen, view, survey, next(view));
    } catch (Unreachable e) {
      if (run.isStopping()) {
        return Exit.INTERRUPTED;
      }
      throw e;
    }
  }

  private LocalRun.Request request(SpecText text, GraphConnection connection) {
    return new LocalRun.Request(
        text.source(),
        text.spec().migration(),
        text.spec().graph(),
        connection,
        execute,
        execute ? null : sample,
        folder,
        author.author(),
        accept,
        again(execute));
  }

  private String next(MigrationView view) {
    return again(execute || view.phase().motion() == Motion.SURVEYED);
  }

  /** What takes orders for the same journal. */
  private String serve(SpecText text) {
    List<String> words = new ArrayList<>(List.of("serve"));
    words.addAll(graph.words());
    words.addAll(List.of("--journal", folder.toString(), "--graph", text.spec().graph()));
    return CommandWords.line(words);
  }

  /** The same command as it was typed, with or without {@code --execute}. */
  private String again(boolean executing) {
    return CommandWords.again(command.commandLine().getParseResult().originalArgs(), executing);
  }
}
