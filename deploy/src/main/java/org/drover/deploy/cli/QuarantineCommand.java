package org.drover.deploy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.QuarantineText;
import org.drover.deploy.run.TextFile;
import org.drover.shared.protocol.MigrationView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = {
      "Members that could not be migrated.",
      "list: why, and which ones. export: all of them, one JSON object a line. retry: a pass over"
          + " them alone; those that pass leave.",
      "Exit code 1 if a retry left some behind."
    })
final class QuarantineCommand implements Callable<Integer> {

  private static final int SHOWN = 20;
  private static final int PAGE = 5_000;

  /** What is to be done with it. */
  enum Action {
    LIST,
    RETRY,
    EXPORT
  }

  @Parameters(index = "0", paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "list",
      description = "list, retry or export (default: ${DEFAULT-VALUE}).")
  private Action action = Action.LIST;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description =
          "For retry: the same spec with a corrected transform, which writes the same properties"
              + " and labels.")
  private @Nullable Path spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "For export: where to (default: standard output).")
  private @Nullable Path out;

  @Mixin private FollowOptions options = new FollowOptions();

  @Override
  public Integer call() {
    if (spec != null && action != Action.RETRY) {
      throw new BadInput("--spec is for retry");
    }
    if (out != null && action != Action.EXPORT) {
      throw new BadInput("--out is for export");
    }
    return switch (action) {
      case LIST -> list();
      case RETRY -> retry();
      case EXPORT -> export();
    };
  }

  private int list() {
    String page = options.ask(coordinator -> coordinator.quarantine(migration, -1, SHOWN));
    if (options.screen().quiet()) {
      options.screen().out().println(page);
    } else {
      options.screen().say(QuarantineText.read(page).describe(migration));
    }
    return Exit.DONE;
  }

  private int export() {
    options.ask(
        coordinator -> {
          export(coordinator);
          return true;
        });
    return Exit.DONE;
  }

  private void export(Coordinator coordinator) {
    if (out == null) {
      pages(coordinator, options.screen().out());
      return;
    }
    try (PrintStream file = new PrintStream(Files.newOutputStream(out), false, UTF_8)) {
      pages(coordinator, file);
    } catch (IOException e) {
      throw new BadInput("cannot write " + out + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private void pages(Coordinator coordinator, PrintStream to) {
    QuarantineText page = page(coordinator, -1);
    while (!page.isEmpty()) {
      to.print(page.lines());
      page = page(coordinator, page.last());
    }
    to.flush();
  }

  private QuarantineText page(Coordinator coordinator, long behind) {
    return QuarantineText.read(coordinator.quarantine(migration, behind, PAGE));
  }

  private int retry() {
    Map<String, String> how = spec == null ? Map.of() : Map.of("spec", TextFile.read(spec, "spec"));
    MigrationView view = options.pass(migration, "retry", how);
    int code = options.tell(view);
    return code == Exit.DONE && view.quarantined() > 0 ? Exit.CHECK_FAILED : code;
  }
}
