package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.SliceLeft;
import org.drover.shared.spec.Undo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When no shard waits and workers are idle, the largest running shards are asked to give half of
 * what is left to them away. A shard's own journal says whether it did; what it gave away becomes a
 * shard of its own as soon as that is heard.
 */
final class Division {

  private static final Logger log = LoggerFactory.getLogger(Division.class);

  /** What is done sooner than that is not worth a new shard. */
  private static final double SECONDS_MIN = 3;

  private static final double NODES_MIN = 1_000;

  /** A shard may take as long to finish its range, and to take its fence over again. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String migration;
  private final MigrationWork work;
  private final InstantSource clock;
  private final Map<ShardId, Asked> asked = new HashMap<>();
  private @Nullable Instant preparingSince;

  private record Asked(int narrowed, Instant at) {}

  private record Candidate(ShardProgressed report, double left, double perSecond) {
    boolean isWorthIt() {
      return perSecond > 0 && left >= Math.max(NODES_MIN, SECONDS_MIN * perSecond);
    }
  }

  Division(String migration, MigrationWork work, InstantSource clock) {
    this.migration = migration;
    this.work = work;
    this.clock = clock;
  }

  /** The shards that are to be divided now; each is asked once in a while. */
  List<ShardId> due(Running running, ProgressBoard board) {
    Pass pass = running.pass();
    List<ShardPlan> unfinished = pass.unfinished();
    int idle =
        running.submission().limits().workers() - unfinished.size() - underWay(pass, unfinished);
    if (idle <= 0 || !isDivisible(running)) {
      return List.of();
    }
    List<ShardId> due =
        unfinished.stream()
            .flatMap(plan -> candidate(plan, board).stream())
            .filter(Candidate::isWorthIt)
            .sorted(Comparator.comparingDouble(one -> -one.left()))
            .map(one -> one.report().shard())
            .filter(shard -> !wasAsked(shard, pass.splitsOf(shard.number())))
            .limit(idle)
            .toList();
    due.forEach(
        shard -> asked.put(shard, new Asked(pass.splitsOf(shard.number()), clock.instant())));
    return due;
  }

  /** Passes that look back follow the ranges of another pass, shard for shard. */
  private static boolean isDivisible(Running running) {
    return switch (running.pass().kind()) {
      case SURVEY, BACKFILL, SWEEP, RETIRE -> true;
      case ROLLBACK ->
          running.submission().spec().undo() == Undo.NONE && !running.pass().options().isOfAPart();
      case VERIFY, CLEANUP, RETRY -> false;
    };
  }

  private Optional<Candidate> candidate(ShardPlan plan, ProgressBoard board) {
    return board.running(clock.instant()).stream()
        .filter(report -> report.shard().number() == plan.number())
        .filter(report -> report.waiting() == null || !report.waiting().throttled())
        .map(
            report ->
                new Candidate(
                    report,
                    left(plan, report),
                    board.nodesPerSecond(plan.number(), clock.instant())))
        .findFirst();
  }

  /**
   * How many nodes are left, about. On the id line what is left of the line counts: there may be
   * far more on it than was expected, or none.
   */
  private static double left(ShardPlan plan, ShardProgressed report) {
    double expected = Math.max(0, plan.expected() - report.tally().visited());
    Key cursor = report.left().cursor();
    Key from = plan.slice().from();
    if (!(plan.keyspace() instanceof Keyspace.Ids ids) || cursor == null || from == null) {
      return expected;
    }
    double done = cursor.id() - from.id();
    double perId = done <= 0 ? 0 : report.tally().visited() / done;
    return (plan.slice().to().id() - cursor.id())
        * Math.max(perId, ids.density() / Keyspace.Ids.UNIT);
  }

  /** Shards that were asked and have not answered yet will have given work to so many workers. */
  private int underWay(Pass pass, List<ShardPlan> unfinished) {
    return (int)
        unfinished.stream()
            .map(ShardPlan::number)
            .filter(
                number ->
                    wasAsked(new ShardId(migration, pass.number(), number), pass.splitsOf(number)))
            .count();
  }

  private boolean wasAsked(ShardId shard, int narrowed) {
    Asked before = asked.get(shard);
    return before != null
        && before.narrowed() == narrowed
        && before.at().plus(PATIENCE).isAfter(clock.instant());
  }

  /**
   * The split that a shard has carried out and that is not known here yet.
   *
   * @param left what the shard says of itself
   */
  Optional<MigrationEvent.ShardSplit> news(MigrationState state, ShardId shard, SliceLeft left) {
    Pass pass = state.passUnderWay();
    ShardPlan plan =
        pass == null || pass.number() != shard.pass() ? null : pass.shard(shard.number());
    if (pass == null || plan == null || left.narrowed() <= pass.splitsOf(shard.number())) {
      return Optional.empty();
    }
    Key end = left.endBehind(pass.splitsOf(shard.number()));
    ShardPlan rest =
        new ShardPlan(
            nextNumber(pass),
            plan.keyspace(),
            new Slice(end, plan.slice().to()),
            plan.expected() / 2);
    return Optional.of(
        new MigrationEvent.ShardSplit(
            pass.number(),
            shard.number(),
            end,
            rest,
            "no shard waited, and workers were idle",
            clock.instant()));
  }

  /** Whether nothing else is being prepared: two at a time would get one number. */
  boolean mayPrepare() {
    return preparingSince == null || preparingSince.plus(PATIENCE).isBefore(clock.instant());
  }

  /** Makes the fence of the rest, and says its number; the same again does no harm. */
  CompletionStage<ShardId> prepare(MigrationState state, MigrationEvent.ShardSplit split) {
    Pass pass = state.passUnderWay();
    if (!(state instanceof Known known) || pass == null) {
      throw new IllegalStateException("a shard was split where no pass is under way");
    }
    preparingSince = clock.instant();
    return work.prepareRest(
        known.submission().spec(),
        pass.kind(),
        new ShardId(migration, split.pass(), split.rest().number()),
        split.rest(),
        pass.shards().stream().map(ShardPlan::number).collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * What follows, now that what the rest needs is there.
   *
   * @param why it is not; null if it is. The shard says it again, and then that is tried again
   */
  List<MigrationEvent> prepared(
      MigrationState state, MigrationEvent.ShardSplit split, @Nullable String why) {
    preparingSince = null;
    if (why != null) {
      log.warn(
          "Migration {}: what shard {} gave away has no fence yet; that is tried again: {}",
          migration,
          split.shard(),
          why);
      return List.of();
    }
    if (!isNews(state, split)) {
      return List.of();
    }
    log.info(
        "Migration {}: shard {} gave away what lies behind {}; shard {} begins there",
        migration,
        split.shard(),
        split.to(),
        split.rest().number());
    return List.of(split);
  }

  private static boolean isNews(MigrationState state, MigrationEvent.ShardSplit split) {
    Pass pass = state.passUnderWay();
    if (pass == null
        || pass.number() != split.pass()
        || pass.shard(split.rest().number()) != null) {
      return false;
    }
    ShardPlan plan = pass.shard(split.shard());
    return plan != null && plan.slice().to().equals(split.rest().slice().to());
  }

  private static int nextNumber(Pass pass) {
    return pass.shards().stream().mapToInt(ShardPlan::number).max().orElse(-1) + 1;
  }
}
