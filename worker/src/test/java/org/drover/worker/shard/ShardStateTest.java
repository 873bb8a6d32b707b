package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.drover.worker.shard.Shards.NOW;
import static org.drover.worker.shard.Shards.after;
import static org.drover.worker.shard.Shards.assigned;
import static org.drover.worker.shard.Shards.claimed;
import static org.drover.worker.shard.Shards.over;
import static org.drover.worker.shard.Shards.range;

import java.util.List;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.worker.shard.ShardState.Ended;
import org.drover.worker.shard.ShardState.Open;
import org.drover.worker.shard.ShardState.Position;
import org.junit.jupiter.api.Test;

class ShardStateTest {

  private static final ShardPlan PLAN = over(0, 100);

  @Test
  void aShardBeginsWhereItsSliceBegins() {
    assertThat(after(assigned(PLAN)))
        .isEqualTo(
            new Open(
                PLAN,
                PassKind.BACKFILL,
                new Position(0, Key.of(0), Tally.NONE),
                0,
                0,
                null,
                List.of()));
  }

  @Test
  void theCursorIsTheLastKeyOfTheLastRange() {
    assertThat(after(assigned(PLAN), claimed(1), range(1, 0, 30), range(2, 30, 70)))
        .isEqualTo(
            new Open(
                PLAN,
                PassKind.BACKFILL,
                new Position(2, Key.of(70), new Tally(70, 70)),
                1,
                0,
                null,
                List.of()));
  }

  @Test
  void aRangeOutOfSequenceIsRefusedByTheState() {
    assertThatThrownBy(() -> after(assigned(PLAN), claimed(1), range(2, 0, 30)))
        .hasMessage("range 2 follows range 0 in the journal");
  }

  @Test
  void aFinishedShardTakesNoFurtherRange() {
    ShardState ended = ended();
    assertThat(ended).isInstanceOf(Ended.class);
    assertThatThrownBy(() -> ended.apply(range(2, 100, 110)))
        .hasMessage("the journal has RangeFinished where the shard is Ended");
  }

  @Test
  void aShardThatIsRealignedToARestoredGraphIsOpenAgain() {
    assertThat(ended().apply(new ShardEvent.Realigned(Accept.GRAPH, 0, null, "ann", NOW)))
        .isEqualTo(
            new Open(
                PLAN,
                PassKind.BACKFILL,
                new Position(0, Key.of(0), new Tally(100, 100)),
                1,
                0,
                null,
                List.of()));
  }

  // Of the 70 that are left of 100, about half is left to it.
  @Test
  void aNarrowedShardEndsEarlier() {
    ShardState narrowed =
        after(
            assigned(PLAN),
            claimed(1),
            range(1, 0, 30),
            new ShardEvent.Narrowed(Key.of(60), Key.of(100), NOW));

    assertThat(narrowed)
        .isEqualTo(
            new Open(
                new ShardPlan(0, PLAN.keyspace(), Slice.ids(0, 60), 65),
                PassKind.BACKFILL,
                new Position(1, Key.of(30), new Tally(30, 30)),
                1,
                1,
                null,
                List.of(Key.of(60))));
  }

  private static ShardState ended() {
    return after(
        assigned(PLAN),
        claimed(1),
        range(1, 0, 100),
        new ShardEvent.Finished(new Tally(100, 100), NOW));
  }
}
