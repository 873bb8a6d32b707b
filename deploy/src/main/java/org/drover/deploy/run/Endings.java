package org.drover.deploy.run;

import static org.drover.deploy.progress.Words.count;
import static org.drover.deploy.progress.Words.duration;
import static org.drover.deploy.progress.Words.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.drover.deploy.progress.Words;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.RollbackView;
import org.jspecify.annotations.Nullable;

/** What a migration came to, in plain words. */
public final class Endings {

  private Endings() {}

  /**
   * Describes an end, or the pause that it stands in.
   *
   * @param next what to type to go on from here; shown where there is something to go on with
   */
  public static String describe(MigrationView view, String next) {
    String id = view.migration();
    return switch (view.phase()) {
      case SURVEYED -> survey(view) + "\nTo execute it:\n  " + next;
      case COMPLETED -> completed(view);
      case CUT_OVER ->
          "Migration " + id + " is cut over: applications may use what it made." + looked(view);
      case CLEANED -> "Migration " + id + " is cleaned up: its fences are removed." + work(view);
      case ROLLED_BACK -> rolledBack(view, "");
      case CANCELLED -> "Migration " + id + " was cancelled" + because(view) + "." + work(view);
      case PAUSED ->
          "Migration " + id + " is paused" + because(view) + "." + fired(view) + goingOn(next);
      case DAMAGED -> "Migration " + id + " cannot be read" + because(view) + ".";
      case SILENT -> "Migration " + id + " is not known of" + because(view) + ".";
      case PLANNING,
          SURVEYING,
          BACKFILLING,
          SWEEPING,
          RETRYING,
          ROLLING_BACK,
          VERIFYING,
          RETIRING,
          CLEANING ->
          "Migration " + id + " is " + Words.phase(view.phase()) + ".";
    };
  }

  private static String because(MigrationView view) {
    return view.why() == null ? "" : ": " + view.why().replaceFirst("\\.$", "");
  }

  private static String goingOn(String next) {
    return "\nTo go on:\n  " + next;
  }

  private static String fired(MigrationView view) {
    return view.fired() == null ? "" : line("fired", view.fired());
  }

  private static String survey(MigrationView view) {
    PassView pass = view.pass();
    if (pass == null) {
      return "Migration " + view.migration() + " was surveyed.";
    }
    Duration took = elapsed(pass);
    String time =
        "the survey took %s (%s); drover survey %s says what a backfill takes"
            .formatted(duration(took), mean(pass, took), view.migration());
    return "Survey of migration %s; nothing was written.".formatted(view.migration())
        + line("it visits", count(pass.tally().visited()))
        + line("would change", count(pass.tally().changed()))
        + (pass.tally().setAside() == 0
            ? ""
            : line("would be refused", count(pass.tally().setAside())))
        + line("plan", count(shards(pass), "shard") + "; " + pass.reason())
        + line("time", time);
  }

  private static String work(MigrationView view) {
    PassView pass = view.pass();
    if (pass == null) {
      return "";
    }
    Duration took = elapsed(pass);
    return line("visited", count(pass.tally().visited()))
        + line("changed", count(pass.tally().changed()))
        + (pass.tally().duplicates() == 0
            ? ""
            : line("duplicates", count(pass.tally().duplicates()) + "; they are left alone"))
        + quarantined(view)
        + line("ranges", count(pass.ranges()) + " in " + count(shards(pass), "shard"))
        + line("time", duration(took) + " (" + mean(pass, took) + ")")
        + line("plan", pass.reason());
  }

  private static String completed(MigrationView view) {
    PassView pass = view.pass();
    if (pass != null && pass.kind() == PassKind.ROLLBACK) {
      return rolledBack(view, "partly ");
    }
    if (pass == null || pass.kind() != PassKind.VERIFY) {
      return ended(view) + work(view);
    }
    long differences = pass.tally().setAside();
    return (differences == 0
            ? verified(view.migration(), pass.part())
            : "Migration " + view.migration() + " does NOT verify.")
        + (pass.part() == null ? "" : line("looked at", "only " + pass.part()))
        + line("visited", count(pass.tally().visited()))
        + shares(view, pass.tally().visited())
        + line("differences", count(differences))
        + (view.why() == null ? "" : line("found", view.why()));
  }

  private static String ended(MigrationView view) {
    return view.fired() == null
        ? "Migration " + view.migration() + " is done" + because(view) + "."
        : "Migration " + view.migration() + " has ended, and something fired." + fired(view);
  }

  /** Also what is cut over is verified now and then. */
  private static String looked(MigrationView view) {
    PassView pass = view.pass();
    return pass == null || pass.kind() != PassKind.VERIFY
        ? because(view)
        : line("visited", count(pass.tally().visited()))
            + line("differences", count(pass.tally().setAside()))
            + (pass.part() == null ? "" : line("looked at", "only " + pass.part()))
            + (view.why() == null ? "" : line("found", view.why()));
  }

  private static String verified(String migration, @Nullable String part) {
    return part == null
        ? "Verified migration " + migration + ": nothing differs."
        : "Verified a part of migration " + migration + ": nothing differs there.";
  }

  private static String shares(MigrationView view, long visited) {
    return view.quarantined() == 0
        ? ""
        : line("migrated", count(visited - view.quarantined())) + quarantined(view);
  }

  private static String quarantined(MigrationView view) {
    return view.quarantined() == 0
        ? ""
        : line(
            "quarantined",
            "%s; drover quarantine %s list says why"
                .formatted(count(view.quarantined()), view.migration()));
  }

  private static String rolledBack(MigrationView view, String how) {
    return "Migration "
        + view.migration()
        + " is "
        + how
        + "rolled back"
        + (view.fired() == null ? "." : " by itself, for something fired.")
        + fired(view)
        + work(view)
        + restored(view.rollback())
        + (view.why() == null ? "" : line("found", view.why()));
  }

  private static String restored(@Nullable RollbackView rollback) {
    if (rollback == null) {
      return "";
    }
    String since = count(rollback.changedSince()) + "; the journal names them";
    String digests =
        "%s of %s are as before"
            .formatted(count(rollback.asBefore()), count(rollback.digests(), "range"));
    return line("put back", count(rollback.changed()))
        + (rollback.changedSince() == 0 ? "" : line("changed since", since))
        + (rollback.digests() == 0 ? "" : line("digests", digests));
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%n  %-15s %s", name, value);
  }

  private static int shards(PassView pass) {
    return pass.shardsWaiting() + pass.shardsRunning() + pass.shardsFinished();
  }

  private static String mean(PassView pass, Duration took) {
    long millis = Math.max(1, took.toMillis());
    return pace(1000.0 * pass.tally().visited() / millis);
  }

  private static Duration elapsed(PassView pass) {
    Instant finished = pass.finishedAt();
    return finished == null ? Duration.ZERO : Duration.between(pass.startedAt(), finished);
  }
}
