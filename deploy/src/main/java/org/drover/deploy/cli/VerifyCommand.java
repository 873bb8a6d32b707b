package org.drover.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.drover.deploy.run.BadInput;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.spec.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Holds what a finished migration journaled against the graph; writes nothing to it.",
      "basic: members of each range, fences. standard: also the digests of every range, and that"
          + " declared keys are unique. rigorous: also transforms every member again and compares.",
      "Exit code 1 if anything differs."
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "basic, standard or rigorous (default: what the spec says, or standard).")
  private @Nullable Level level;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write what was found as JSON: the first twenty of each range.")
  private @Nullable Path report;

  @Mixin private FollowOptions options = new FollowOptions();

  @Override
  public Integer call() {
    Map<String, String> how =
        level == null ? Map.of() : Map.of("level", level.name().toLowerCase(Locale.ROOT));
    MigrationView view =
        options.follow(
            migration, coordinator -> coordinator.pass(migration, "verify", options.why(), how));
    if (report != null) {
      write(report, options.ask(coordinator -> coordinator.findings(migration)));
    }
    int code = options.tell(view);
    return code == Exit.DONE && differs(view) ? Exit.CHECK_FAILED : code;
  }

  private static boolean differs(MigrationView view) {
    PassView pass = view.pass();
    return pass != null && pass.kind() == PassKind.VERIFY && pass.tally().setAside() > 0;
  }

  private static void write(Path file, String findings) {
    try {
      Files.writeString(file, findings + "\n");
    } catch (IOException e) {
      throw new BadInput("cannot write " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
