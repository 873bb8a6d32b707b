package org.drover.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.journal.VerificationReport.Digests;
import org.drover.shared.journal.VerificationReport.RangeCheck;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.Waiting;
import org.drover.shared.spec.Level;
import org.jspecify.annotations.Nullable;

/** Migrations as a coordinator would show them, for tests. */
public final class SampleViews {

  public static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

  private SampleViews() {}

  /** One whose pass has visited so many of a thousand nodes after ten seconds. */
  public static MigrationView running(long visited) {
    return view(Phase.BACKFILLING, pass(visited, null, shard(null)), null);
  }

  public static MigrationView waiting(String reason) {
    return view(Phase.BACKFILLING, pass(500, null, shard(reason)), null);
  }

  public static MigrationView planning() {
    return view(Phase.PLANNING, null, null);
  }

  public static MigrationView paused(String why) {
    return view(Phase.PAUSED, pass(500, null, shard(null)), why);
  }

  public static MigrationView ended(Phase phase) {
    return view(phase, pass(1000, START.plusSeconds(20)), null);
  }

  public static MigrationView view(Phase phase, @Nullable PassView pass, @Nullable String why) {
    Instant ended = pass == null ? null : pass.finishedAt();
    return new MigrationView("keys", phase, true, pass, why, null, 0, 0, 0, START, ended);
  }

  /**
   * One whose verification came to its end.
   *
   * @param part to which it was limited; null if it was not
   */
  public static MigrationView verified(long differences, @Nullable String part) {
    return verified(Phase.COMPLETED, differences, part);
  }

  /** The same of one that stands there by now. */
  public static MigrationView verified(Phase phase, long differences, @Nullable String part) {
    PassView pass =
        new PassView(
            2,
            PassKind.VERIFY,
            "as pass 1",
            1000,
            new Tally(1000, 0, differences),
            10,
            60,
            null,
            0,
            0,
            4,
            0,
            START,
            START.plusSeconds(20),
            List.of(),
            part);
    return view(phase, pass, null);
  }

  /** One that the program took back by itself. */
  public static MigrationView takenBackFor(String fired) {
    return firedIn(Phase.ROLLED_BACK, fired);
  }

  /** One in whose last pass something fired that is for a person. */
  public static MigrationView firedAtTheEnd(String fired) {
    return firedIn(Phase.COMPLETED, fired);
  }

  private static MigrationView firedIn(Phase phase, String fired) {
    return new MigrationView(
        "keys",
        phase,
        true,
        pass(1000, START.plusSeconds(20)),
        null,
        null,
        0,
        0,
        0,
        START,
        START.plusSeconds(20),
        null,
        fired);
  }

  /** A forensic one of one range in which nothing differs, sealed. */
  public static VerificationReport report() {
    RangeCheck range =
        new RangeCheck(0, 1, Key.of(-1L), Key.of(9L), 10, "a", "a", List.of(), Map.of(), "");
    return new VerificationReport(
            "keys",
            "v1",
            2,
            1,
            Level.FORENSIC,
            List.of(),
            null,
            START,
            START.plusSeconds(20),
            10,
            0,
            new Digests(1, 1, true),
            Examination.NOTHING,
            List.of(),
            List.of(range),
            "")
        .sealed();
  }

  /** The same at another pace. */
  public static MigrationView at(PaceView pace, MigrationView view) {
    return new MigrationView(
        view.migration(),
        view.phase(),
        view.execute(),
        view.pass(),
        view.why(),
        pace,
        view.quarantined(),
        view.errorsSpent(),
        view.collisions(),
        view.submittedAt(),
        view.endedAt());
  }

  /** Full pace, with such guards. */
  public static PaceView pace(
      Map<String, Double> thresholds, @Nullable Instant stalled, PaceView.Signal... signals) {
    return new PaceView(
        1,
        null,
        new Limits(8, null, null, 1, 1_000, thresholds, List.of()),
        List.of(signals),
        List.of(),
        stalled);
  }

  /** One with two guards, of which one cannot be read. */
  public static MigrationView guarded() {
    return at(
        pace(
            Map.of("probe 1", 10.0, "http", 80.0),
            null,
            new PaceView.Signal("probe 1", 2.312, 2.2, "ms", PaceView.Trend.RISING, null),
            new PaceView.Signal("http", null, 80, "", PaceView.Trend.STEADY, null)),
        running(470));
  }

  private static PassView pass(long visited, @Nullable Instant finished, RunningShard... running) {
    return new PassView(
        1,
        PassKind.BACKFILL,
        "ids, because 80 % of the graph is FieldValue",
        1000,
        new Tally(visited, visited),
        visited / 100,
        60,
        finished == null ? 5L : null,
        0,
        running.length,
        4 - running.length,
        0,
        START,
        finished,
        List.of(running),
        null);
  }

  private static RunningShard shard(@Nullable String waiting) {
    return new RunningShard(
        0, "node-a:1", Tally.NONE, 250, waiting == null ? null : Waiting.on("retry", waiting));
  }
}
