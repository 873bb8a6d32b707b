package org.drover.deploy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.LocalRun;
import org.drover.deploy.run.SurveyText;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description = {
      "Surveys a small sample in this process and says what follows for all of it: how much would"
          + " change, what would be refused, how long it takes.",
      "Reads only, and keeps nothing: its journal is thrown away afterwards."
    })
final class EstimateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SPEC", description = "The spec, in YAML or JSON.")
  private Path spec = Path.of("");

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      defaultValue = "1%",
      description = "How large a part is looked at (default: ${DEFAULT-VALUE}).")
  private String sample = "1%";

  @Option(names = "--report", paramLabel = "FILE", description = "Write it as JSON, too.")
  private @Nullable Path report;

  @Option(
      names = "--json",
      description = "The report as JSON on standard output, and nothing else there.")
  private boolean json;

  @Mixin private GraphOptions graph = new GraphOptions();

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.ofProcess(System.getenv(), true);
    SpecText text = SpecText.read(spec);
    Path folder = Files.createTempDirectory("drover-estimate-");
    try {
      Logs.toFile(folder.resolve("drover.log"));
      LocalRun run =
          new LocalRun(
              new LocalRun.Request(
                  text.source(),
                  text.spec().migration(),
                  text.spec().graph(),
                  graph.connection(),
                  false,
                  sample,
                  folder,
                  false,
                  "estimate",
                  null,
                  "drover estimate"),
              screen);
      MigrationView view = run.run();
      String survey = run.survey();
      if (view.phase() != Phase.SURVEYED || survey == null) {
        return Outcome.tell(Screen.ofProcess(System.getenv(), json), view, "drover estimate");
      }
      Reports.write(report, survey);
      screen.out().println(json ? survey : SurveyText.read(survey).describe());
      return Exit.DONE;
    } finally {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException gone) {
      // A server that is going down takes its own files with it.
    }
  }
}
