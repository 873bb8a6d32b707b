package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.coordinator.migration.MigrationState.Unknown;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.SliceLeft;
import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * How a migration stood at an earlier moment, as its journal tells it. What is never journaled is
 * missing: signals and leases, and for what a shard waited at that moment.
 */
public final class Past {

  /** Over so long the speed of that moment is measured. */
  private static final Duration SPEED_WINDOW = Duration.ofSeconds(5);

  /** A running shard that journaled nothing for longer was held up by something. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** Reports of so long ago are counted, and nobody takes them for one who runs. */
  private static final Duration LONG_AGO = Duration.ofHours(1);

  private final String migration;
  private final Known state;
  private final Instant at;
  private final @Nullable String paceReason;

  private Past(String migration, Known state, Instant at, @Nullable String paceReason) {
    this.migration = migration;
    this.state = state;
    this.at = at;
    this.paceReason = paceReason;
  }

  /**
   * Goes back to a moment; empty if nobody had submitted the migration by then.
   *
   * @param own the migration's own events, in their order
   * @param until null if the number says it
   * @param sequence the last event that counts, by its number; null if the time says it
   */
  public static Optional<Past> at(
      String migration, List<JournalEntry> own, @Nullable Instant until, @Nullable Long sequence) {
    MigrationState state = new Unknown();
    Instant last = Instant.MIN;
    String paceReason = null;
    for (JournalEntry entry : own) {
      boolean counts = sequence == null || entry.sequenceNr() <= sequence;
      if (!(entry.event() instanceof MigrationEvent event) || !counts || isAfter(event, until)) {
        continue;
      }
      state = state.after(event);
      last = event.at();
      paceReason = event instanceof MigrationEvent.PaceChanged moved ? moved.why() : paceReason;
    }
    return state instanceof Known known
        ? Optional.of(new Past(migration, known, until == null ? last : until, paceReason))
        : Optional.empty();
  }

  private static boolean isAfter(MigrationEvent event, @Nullable Instant until) {
    return until != null && event.at().isAfter(until);
  }

  /** The moment. */
  public Instant at() {
    return at;
  }

  /** The number of the pass whose shards are to be looked at; 0 if there was none yet. */
  public int pass() {
    Pass pass = shown();
    return pass == null ? 0 : pass.number();
  }

  private @Nullable Pass shown() {
    Pass underWay = state.passUnderWay();
    return underWay == null ? state.behind().last() : underWay;
  }

  /**
   * @param shards the events of that pass's shards, each shard's in their order
   */
  public MigrationView view(Stream<JournalEntry> shards) {
    Map<Integer, Shard> known = new TreeMap<>();
    shards.forEach(
        entry -> {
          if (entry.event() instanceof ShardEvent event && !event.at().isAfter(at)) {
            known
                .computeIfAbsent(numberOf(entry), number -> new Shard())
                .see(event, event.at().isAfter(at.minus(SPEED_WINDOW)));
          }
        });
    return new Views(migration, board(known), this::pace, at).of(state);
  }

  private static int numberOf(JournalEntry entry) {
    return ShardId.parse(PersistenceIds.entity(PersistenceIds.SHARD, entry.persistenceId()))
        .number();
  }

  private ProgressBoard board(Map<Integer, Shard> known) {
    ProgressBoard board = new ProgressBoard();
    Pass pass = shown();
    if (pass == null) {
      return board;
    }
    board.beginPass(pass.number());
    Instant before = at.minus(SPEED_WINDOW);
    known.forEach((number, shard) -> board.hear(report(number, shard, shard.before), before));
    board.sample(pass.reopened(), before.isBefore(pass.startedAt()) ? pass.startedAt() : before);
    Instant heard = state instanceof Running ? at : at.minus(LONG_AGO);
    known.forEach((number, shard) -> board.hear(report(number, shard, shard.tally), heard));
    return board;
  }

  private ShardProgressed report(int number, Shard shard, Tally tally) {
    Key to = shard.to;
    if (to == null) {
      throw new IllegalStateException("shard %d was never assigned".formatted(number));
    }
    return new ShardProgressed(
        new ShardId(migration, pass(), number),
        shard.node,
        shard.epoch,
        shard.ranges,
        tally,
        new SliceLeft(shard.cursor, to, shard.narrowed),
        waiting(shard));
  }

  private @Nullable Waiting waiting(Shard shard) {
    Duration quiet = Duration.between(shard.heard, at);
    return quiet.compareTo(QUIET) < 0
        ? null
        : Waiting.on(
            "journal", "nothing was journaled for %d s before".formatted(quiet.toSeconds()));
  }

  private PaceView pace(Known then) {
    Standing standing = then.submission().standing();
    Standing.Stop stop = standing.stop();
    Standing.Reached reached = standing.reached();
    double pace =
        then instanceof Running && stop == null ? reached == null ? 1 : reached.pace() : 0;
    return new PaceView(
        pace,
        why(then, stop, pace),
        then.submission().limits(),
        List.of(),
        List.of(),
        stalled(then));
  }

  private static @Nullable Instant stalled(Known then) {
    Standing.Stall stall =
        then instanceof Running running
            ? running.submission().standing().stallOf(running.pass().number())
            : null;
    return stall == null ? null : stall.since();
  }

  private @Nullable Waiting why(Known then, Standing.@Nullable Stop stop, double pace) {
    if (!(then instanceof Running)) {
      return Waiting.on("stopped", "the migration did not run");
    }
    if (stop != null) {
      return Waiting.throttled(
          "stop-all", "thrown", "", "stop-all: %s (%s)".formatted(stop.why(), stop.author()));
    }
    String reason = paceReason;
    return pace >= 1 || reason == null
        ? null
        : Waiting.throttled(
            "pace", String.format(Locale.ROOT, "%.0f%%", 100 * pace), "100%", reason);
  }

  /** What a shard had done by then. */
  private static final class Shard {
    private String node = "";
    private long epoch;
    private long ranges;
    private Tally tally = Tally.NONE;
    private Tally before = Tally.NONE;
    private @Nullable Key cursor;
    private @Nullable Key to;
    private int narrowed;
    private Instant heard = Instant.MIN;

    /**
     * @param lately whether it counts for the speed
     */
    void see(ShardEvent event, boolean lately) {
      heard = event.at();
      switch (event) {
        case ShardEvent.Assigned assigned -> {
          to = assigned.plan().slice().to();
          cursor = assigned.plan().slice().from();
        }
        case ShardEvent.Claimed claim -> {
          node = claim.node();
          epoch = claim.epoch();
        }
        case ShardEvent.RangeFinished range -> {
          cursor = range.to();
          ranges++;
          tally = tally.plus(range.tally());
          before = lately ? before : tally;
        }
        case ShardEvent.Retried retried -> {}
        case ShardEvent.Realigned decision -> cursor = decision.cursor();
        case ShardEvent.Narrowed narrow -> {
          to = narrow.to();
          narrowed++;
        }
        case ShardEvent.Finished end -> cursor = to;
      }
    }
  }
}
