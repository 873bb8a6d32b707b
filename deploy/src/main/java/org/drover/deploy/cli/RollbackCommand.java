package org.drover.deploy.cli;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.drover.shared.journal.Conflict;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Puts back what was before a migration: from its undo records, or by its inverse where it"
          + " only added.",
      "Also from the middle of a backfill, which is given up. A rollback is a pass: it can be"
          + " paused, resumed and killed.",
      "Exit code 1 if something was found changed since."
    })
final class RollbackCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--on-conflict",
      paramLabel = "HOW",
      defaultValue = "stop",
      description = {
        "What to do with what was changed since the migration wrote it: stop (pause, naming the"
            + " first), skip (leave and report it) or restore (put back and report it);"
            + " default: ${DEFAULT-VALUE}."
      })
  private Conflict onConflict = Conflict.STOP;

  @Mixin private FollowOptions options = new FollowOptions();

  @Override
  public Integer call() {
    Map<String, String> how = Map.of("onConflict", onConflict.name().toLowerCase(Locale.ROOT));
    MigrationView view = options.pass(migration, "rollback", how);
    int code = options.tell(view);
    PassView pass = view.pass();
    boolean changedSince = pass != null && pass.tally().setAside() > 0;
    return code == Exit.DONE && changedSince ? Exit.CHECK_FAILED : code;
  }
}
