package org.drover.shared.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;

/** Every stored event in every variant, under the name of its golden file. */
final class GoldenEvents {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Instant ON_THE_SECOND = Instant.parse("2026-01-02T03:04:05Z");

  private GoldenEvents() {}

  static Map<String, Stored> all() {
    Map<String, Stored> events = new LinkedHashMap<>();
    addMigrationEvents(events);
    addPaceEvents(events);
    addAssuranceEvents(events);
    addShardEvents(events);
    return events;
  }

  private static void addMigrationEvents(Map<String, Stored> events) {
    events.put(
        "Submitted",
        new MigrationEvent.Submitted("migration: m\nnode: \"Ä\"\n", true, null, "eve", AT));
    events.put(
        "Submitted-sample", new MigrationEvent.Submitted("migration: m\n", false, 1.5, "eve", AT));
    events.put("ExecutionRequested", new MigrationEvent.ExecutionRequested("eve", AT));
    events.put(
        "PassStarted-empty",
        new MigrationEvent.PassStarted(1, PassKind.SURVEY, "no members", 0, List.of(), null, AT));
    events.put(
        "PassStarted-all-keyspaces",
        new MigrationEvent.PassStarted(
            2,
            PassKind.BACKFILL,
            "name is unique",
            1_000,
            List.of(plan(ids()), strings(), integers(), idSet()),
            null,
            AT));
    events.put(
        "PassRequested",
        new MigrationEvent.PassRequested(PassKind.SWEEP, null, "eve", "the day is over", AT));
    events.put(
        "PassStarted-options",
        new MigrationEvent.PassStarted(
            3, PassKind.SWEEP, "no members", 0, List.of(), PassOptions.NONE.withRound(2), AT));
    events.put(
        "PassStarted-sampled",
        new MigrationEvent.PassStarted(
            1,
            PassKind.SURVEY,
            "a sample",
            10,
            List.of(),
            PassOptions.NONE.withSample(new Sampled(1.5, 640L)),
            AT));
    events.put(
        "PassStarted-transforms",
        new MigrationEvent.PassStarted(
            2,
            PassKind.BACKFILL,
            "no members",
            0,
            List.of(),
            PassOptions.NONE.by(Map.of("phone-numbers", "1.2")),
            AT));
    events.put("RecordsRemoved", new MigrationEvent.RecordsRemoved(4, 1_000_000, 3, AT));
    events.put(
        "PassRequested-options",
        new MigrationEvent.PassRequested(
            PassKind.ROLLBACK,
            new PassOptions(null, 2, Conflict.SKIP, null),
            "eve",
            "wrong key",
            AT));
    events.put(
        "PassRequested-retry",
        new MigrationEvent.PassRequested(
            PassKind.RETRY, PassOptions.NONE.withSpec("migration: m\n"), "eve", "mended", AT));
    events.put(
        "PassRequested-retirement",
        new MigrationEvent.PassRequested(
            PassKind.RETIRE,
            PassOptions.NONE.taking(
                new Retirement(
                    List.of("v1"), List.of("key", "key_version"), List.of("b, for m2 reads it"))),
            "drover",
            "out of its window",
            AT));
    events.put(
        "PassRequested-inherited",
        new MigrationEvent.PassRequested(
            PassKind.RETIRE,
            PassOptions.NONE.taking(
                new Retirement(
                    List.of("v1"), List.of(), List.of(), List.of("label v1, which m1 left to it"))),
            "drover",
            "out of its window",
            AT));
    events.put("ShardFinished", new MigrationEvent.ShardFinished(2, 0, new Tally(10, 9), 3, 2, AT));
    events.put(
        "ShardSplit",
        new MigrationEvent.ShardSplit(
            2,
            0,
            Key.of(50L),
            new ShardPlan(3, ids(), Slice.ids(50, 99), 25),
            "no shard waited, and workers were idle",
            AT));
    events.put("PassFinished", new MigrationEvent.PassFinished(2, new Tally(1_000, 900), AT));
    events.put("Paused", new MigrationEvent.Paused("drover", "index gone; make it again", AT));
    events.put("Resumed", new MigrationEvent.Resumed("eve", "made it again", null, AT));
    events.put("Resumed-accept", new MigrationEvent.Resumed("eve", "restored", Accept.JOURNAL, AT));
    events.put("Cancelled", new MigrationEvent.Cancelled("eve", "wrong label", AT));
    events.put("Completed", new MigrationEvent.Completed(ON_THE_SECOND));
  }

  private static void addAssuranceEvents(Map<String, Stored> events) {
    QueryResult query = new QueryResult("newest", 3, "beef", 100, 1.5, 2.25, 4);
    events.put(
        "BaselineTaken",
        new MigrationEvent.BaselineTaken(
            1, new Baseline(17L, List.of(query), Map.of("(:A)-[:KNOWS]->()", 4L)), AT));
    events.put(
        "BaselineTaken-empty",
        new MigrationEvent.BaselineTaken(1, new Baseline(null, List.of(), Map.of()), AT));
    events.put(
        "Examined",
        new MigrationEvent.Examined(
            2,
            new Examination(
                List.of(new RangeFinding(RangeFinding.Kind.QUERY, null, "newest differs")),
                Map.of(RangeFinding.Kind.QUERY, 1L),
                List.of(query),
                "cafe",
                "babe"),
            AT));
    events.put(
        "Examined-rollback",
        new MigrationEvent.Examined(
            3,
            new Examination(
                List.of(), Map.of(), List.of(), "cafe", "babe", new Restored(10, 1, 3, 2)),
            AT));
    events.put(
        "Examined-nothing", new MigrationEvent.Examined(2, Examination.NOTHING, ON_THE_SECOND));
    events.put(
        "TriggerFired",
        new MigrationEvent.TriggerFired(
            2, Trigger.COLLISION, Reaction.ROLLBACK, "2 of kind collision", AT));
    events.put(
        "CutoverRequested",
        new MigrationEvent.CutoverRequested(Level.RIGOROUS, 1, null, "eve", "all is well", AT));
    events.put(
        "CutoverRequested-despite",
        new MigrationEvent.CutoverRequested(
            Level.RIGOROUS, 1, Trigger.FOREIGN_WRITES, "eve", "it was the backup", AT));
    events.put("CutOver", new MigrationEvent.CutOver("v2", AT));
    events.put("CutoverRefused", new MigrationEvent.CutoverRefused("2 of kind value", AT));
  }

  private static void addPaceEvents(Map<String, Stored> events) {
    events.put(
        "BudgetChanged",
        new MigrationEvent.BudgetChanged(
            new Limits(8, 20_000L, 1L << 29, 0.5, 250, Map.of(), null),
            "eve",
            "the backup is over",
            AT));
    events.put(
        "BudgetChanged-guarded",
        new MigrationEvent.BudgetChanged(
            new Limits(
                8,
                null,
                null,
                1,
                1_000,
                Map.of("database-cpu", 70.0, "probe 1", 10.0),
                List.of("Mon-Fri 20:00-06:00 Europe/Berlin")),
            "eve",
            "the month ends",
            AT));
    events.put(
        "BudgetChanged-without-bounds",
        new MigrationEvent.BudgetChanged(
            new Limits(1, null, null, 1, 1_000, Map.of(), null), "eve", "why", AT));
    events.put(
        "SpecAmended",
        new MigrationEvent.SpecAmended("migration: m\n", "eve", "budget.workers: 4 -> 8", AT));
    events.put("Stopped", new MigrationEvent.Stopped("eve", "the site is slow", AT));
    events.put("WentOn", new MigrationEvent.WentOn("eve", "it was not us", AT));
    events.put("NodeDrained", new MigrationEvent.NodeDrained("host:1", "eve", "new kernel", AT));
    events.put(
        "Stalled",
        new MigrationEvent.Stalled(2, ON_THE_SECOND, "every shard tried again: a deadlock", AT));
    events.put(
        "StallEnded",
        new MigrationEvent.StallEnded(2, ON_THE_SECOND, "2 of 3 shards had no worker", AT));
    events.put("ProbeMeasured", new MigrationEvent.ProbeMeasured(2, 0, 4.25, AT));
    events.put(
        "PaceChanged", new MigrationEvent.PaceChanged(0.25, "probe 1: 12 ms of 11 ms", AT, null));
    events.put(
        "PaceChanged-strained",
        new MigrationEvent.PaceChanged(0.25, "probe 1: 12 ms of 11 ms", AT, 0.5));
  }

  private static void addShardEvents(Map<String, Stored> events) {
    events.put("Assigned", new ShardEvent.Assigned(plan(ids()), PassKind.SURVEY, AT));
    events.put(
        "Claimed",
        new ShardEvent.Claimed(1, "pekko://drover@127.0.0.1:25520", null, ON_THE_SECOND));
    events.put(
        "Claimed-decided",
        new ShardEvent.Claimed(2, "pekko://drover@127.0.0.1:25520", AT, ON_THE_SECOND));
    events.put(
        "RangeFinished-ids",
        new ShardEvent.RangeFinished(
            1, Key.of(-1L), Key.of(10_000_000_000L), new Tally(10, 9), 1, 25, false, AT));
    events.put(
        "RangeFinished-first-of-strings-reconciled",
        new ShardEvent.RangeFinished(
            1, null, Key.of("a \"key\" ✓"), new Tally(10, 9), 2, 0, true, AT));
    events.put(
        "RangeFinished-evidence",
        new ShardEvent.RangeFinished(
            1,
            Key.of(-1L),
            Key.of(10L),
            new Tally(10, 8, 2),
            1,
            25,
            false,
            new Evidence(
                "aa",
                "bb",
                "cc",
                List.of(
                    new RangeFinding(RangeFinding.Kind.GONE, 7L, "it is gone"),
                    new RangeFinding(RangeFinding.Kind.CHANGED_SINCE, null, "some are not"))),
            AT));
    events.put(
        "RangeFinished-counted",
        new ShardEvent.RangeFinished(
            1,
            Key.of(-1L),
            Key.of(10L),
            new Tally(60, 0, 32),
            0,
            25,
            false,
            new Evidence(
                null,
                null,
                null,
                List.of(
                    new RangeFinding(RangeFinding.Kind.COLLISION, 7L, "id 8 has the same 'key'")),
                Map.of(RangeFinding.Kind.COLLISION, 2L, RangeFinding.Kind.VALUE, 30L),
                null,
                null),
            AT));
    events.put(
        "RangeFinished-halved",
        new ShardEvent.RangeFinished(
            8,
            Key.of(10L),
            Key.of(11L),
            new Tally(1, 0, 1),
            1,
            25,
            false,
            Evidence.of(List.of()).partOf(new Halving(7, List.of(2_500)).within(1_250)),
            AT));
    events.put(
        "RangeFinished-foreseen",
        new ShardEvent.RangeFinished(
            1,
            Key.of(-1L),
            Key.of(10L),
            new Tally(10, 8, 2),
            0,
            25,
            false,
            Evidence.of(List.of()).foreseeing(new Foreseen(640, Map.of("cast: no number", 2L))),
            AT));
    events.put(
        "RangeFinished-foreseen-open",
        new ShardEvent.RangeFinished(
            1,
            Key.of(-1L),
            Key.of(10L),
            new Tally(10, 10),
            0,
            25,
            false,
            Evidence.of(List.of()).foreseeing(new Foreseen(640, Map.of(), 3)),
            AT));
    events.put("Realigned", new ShardEvent.Realigned(Accept.GRAPH, 7, Key.of("k"), "eve", AT));
    events.put(
        "Realigned-to-the-beginning", new ShardEvent.Realigned(Accept.JOURNAL, 0, null, "eve", AT));
    events.put(
        "RangeFinished-delayed",
        delayed(
            new Delay(
                Map.of("rate", 800L, "memory", 1_200L),
                new Delay.Retries(3, 12_000, "a deadlock"))));
    events.put("RangeFinished-waited", delayed(new Delay(Map.of("rate", 800L), null)));
    events.put(
        "RangeFinished-retried",
        delayed(new Delay(Map.of(), new Delay.Retries(1, 200, "a deadlock"))));
    events.put(
        "Retried",
        new ShardEvent.Retried(
            17, new Delay.Retries(9, 12_000, "no connection to the database"), AT));
    events.put("Narrowed", new ShardEvent.Narrowed(Key.of(50L), Key.of(99L), AT));
    events.put("Finished", new ShardEvent.Finished(new Tally(10, 9), AT));
  }

  private static ShardPlan plan(Keyspace keyspace) {
    return new ShardPlan(0, keyspace, Slice.ids(-1, 10_000_000_000L), 250);
  }

  private static Keyspace ids() {
    return new Keyspace.Ids(100_000);
  }

  private static ShardPlan strings() {
    return new ShardPlan(
        1,
        new Keyspace.Property("name", Keyspace.Property.Type.STRING),
        new Slice(null, Key.of("m")),
        250);
  }

  private static ShardPlan integers() {
    return new ShardPlan(
        2,
        new Keyspace.Property("name", Keyspace.Property.Type.INTEGER),
        new Slice(null, Key.of(7L)),
        250);
  }

  private static ShardEvent delayed(Delay delay) {
    return new ShardEvent.RangeFinished(
        17, Key.of(-1L), Key.of(10L), new Tally(10, 9), 1, 25, false, null, delay, AT);
  }

  private static ShardPlan idSet() {
    return new ShardPlan(3, new Keyspace.IdSet("m/2"), Slice.ids(-1, 99), 250);
  }
}
