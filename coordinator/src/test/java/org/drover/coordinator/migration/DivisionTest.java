package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.SliceLeft;
import org.junit.jupiter.api.Test;

/** What a migration makes of a shard that has given half of what was left away. */
class DivisionTest extends MigrationScene {

  /** Shard 1 has (10, 20], and ends at 15 from now on. */
  private static final SliceLeft NARROWED = new SliceLeft(Key.of(12L), Key.of(15L), 1);

  private static final ShardPlan REST =
      new ShardPlan(
          3, PretendCluster.SHARDS.get(1).keyspace(), new Slice(Key.of(15L), Key.of(20L)), 5);

  @Test
  void whatAShardGaveAwayBecomesAShard() {
    submit(SPEC, true);
    shardsSay(NARROWED);
    shardEnds(0);
    shardEnds(2);

    awaitAskedToRun(1, 3);
    assertThat(splits())
        .containsExactly(
            new MigrationEvent.ShardSplit(
                1, 1, Key.of(15L), REST, "no shard waited, and workers were idle", NOW));
  }

  @Test
  void hearingOfTheSameSplitAgainChangesNothing() {
    submit(SPEC, true);
    shardsSay(NARROWED);
    shardsSay(NARROWED);
    shardsSay(new SliceLeft(Key.of(12L), Key.of(20L), 0));
    viewed.awaitAssert(() -> assertThat(splits()).hasSize(1));
    shardsSay(NARROWED);
    view();

    assertThat(splits()).hasSize(1);
  }

  // Nobody had heard of the split yet, for the coordinator died: the end alone would lose the rest.
  @Test
  void theEndOfANarrowedShardDoesNotEndThePassBeforeItsRestIsKnown() {
    submit(SPEC, true);
    shardEnds(0);
    shardEnds(2);
    partEnds(1, new SliceLeft(Key.of(15L), Key.of(15L), 1));
    viewed.awaitAssert(() -> assertThat(splits()).hasSize(1));
    assertThat(view().phase()).isEqualTo(Phase.BACKFILLING);

    partEnds(1, new SliceLeft(Key.of(15L), Key.of(15L), 1));
    awaitAskedToRun(3);
    partEnds(3, new SliceLeft(Key.of(20L), Key.of(20L), 0));
    awaitPhase(Phase.COMPLETED);
  }

  @Test
  void aFailoverKnowsTheRest() {
    submit(SPEC, true);
    shardsSay(NARROWED);
    viewed.awaitAssert(() -> assertThat(splits()).hasSize(1));
    kit.stop(migration);
    migration = start();
    shardEnds(0);
    shardEnds(2);
    cluster.takeAskedToRun();

    awaitAskedToRun(1, 3);
  }

  // Both splits were taken over from the graph; each becomes a shard, under the number it has
  // there.
  @Test
  void aShardThatWasNarrowedTwiceAtOnceGaveTwoShardsAway() {
    cluster.graphKnows(new ShardId("people", 1, 7), new Slice(Key.of(15L), Key.of(20L)));
    SliceLeft twice = new SliceLeft(Key.of(12L), Key.of(13L), 2, List.of(Key.of(15L), Key.of(13L)));
    submit(SPEC, true);
    shardsSay(twice);
    viewed.awaitAssert(() -> assertThat(splits()).hasSize(1));
    shardsSay(twice);
    viewed.awaitAssert(() -> assertThat(splits()).hasSize(2));

    assertThat(splits())
        .extracting(split -> ((MigrationEvent.ShardSplit) split).rest())
        .extracting(ShardPlan::number, ShardPlan::slice)
        .containsExactly(
            tuple(7, new Slice(Key.of(15L), Key.of(20L))),
            tuple(8, new Slice(Key.of(13L), Key.of(15L))));
  }

  private void shardsSay(SliceLeft left) {
    viewed.awaitAssert(() -> assertThat(view().phase()).isEqualTo(Phase.BACKFILLING));
    migration.tell(
        new MigrationRequest.ShardProgressed(
            new ShardId("people", 1, 1), "worker:1", 2, 1, new Tally(2, 2), left, null));
  }

  private void partEnds(int number, SliceLeft left) {
    migration.tell(
        new MigrationRequest.ShardEnded(
            new ShardId("people", 1, number), 2, 1, new Tally(5, 5), left));
  }

  private List<Object> splits() {
    return events().stream().filter(MigrationEvent.ShardSplit.class::isInstance).toList();
  }
}
