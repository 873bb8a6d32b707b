package org.drover.deploy.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.drover.shared.journal.Conflict;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.RollbackView;
import org.jspecify.annotations.Nullable;
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
      "Exit code 1 if something was found changed since, or is not as it was before."
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

  @Option(
      names = "--shards",
      paramLabel = "N,N",
      split = ",",
      description = "Only these shards of the pass that wrote; refused where several did.")
  private List<Integer> shards = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only ranges that were finished then or later, such as 2026-01-31T20:00:00Z; without undo"
              + " records refused where several passes wrote.")
  private @Nullable Instant since;

  @Mixin private FollowOptions options = new FollowOptions();

  @Override
  public Integer call() {
    MigrationView view = options.pass(migration, "rollback", how());
    int code = options.tell(view);
    RollbackView rollback = view.rollback();
    boolean exact = rollback == null || rollback.isExact();
    return code == Exit.DONE && !exact ? Exit.CHECK_FAILED : code;
  }

  private Map<String, String> how() {
    Map<String, String> how = new HashMap<>();
    how.put("onConflict", onConflict.name().toLowerCase(Locale.ROOT));
    if (!shards.isEmpty()) {
      how.put("shards", shards.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    if (since != null) {
      how.put("since", since.toString());
    }
    return how;
  }
}
