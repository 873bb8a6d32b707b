package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.worker.shard.Shards.over;

import org.drover.shared.graph.Fence;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.shard.Reconciliation.Disagreement;
import org.drover.worker.shard.Reconciliation.EventMissing;
import org.drover.worker.shard.Reconciliation.InStep;
import org.drover.worker.shard.ShardState.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final ShardPlan PLAN = over(0, 100);
  private static final RangeRecord THIRD =
      new RangeRecord(Key.of(20), Key.of(30), new Tally(10, 9), 7);

  @Test
  void aFenceThatWasJustMadeIsInStepWithAnEmptyJournal() {
    assertThat(of(0, 0, fence(0, null, null))).isInstanceOf(InStep.class);
  }

  @Test
  void theSameSequenceAndCursorAreInStep() {
    assertThat(of(3, 30, fence(3, 30L, THIRD.toJson()))).isInstanceOf(InStep.class);
  }

  // The crash fell between the range's commit and its event.
  @Test
  void oneRangeAheadIsTheEventThatIsMissing() {
    assertThat(of(2, 20, fence(3, 30L, THIRD.toJson()))).isEqualTo(new EventMissing(THIRD));
  }

  // One ahead, but its last range does not begin where the journal ends: another migration's fence.
  @Test
  void oneRangeAheadThatDoesNotContinueTheJournalIsADisagreement() {
    assertThat(of(2, 10, fence(3, 30L, THIRD.toJson()))).isInstanceOf(Disagreement.class);
    assertThat(of(2, 20, fence(3, 30L, "not ours"))).isInstanceOf(Disagreement.class);
    assertThat(of(2, 20, fence(3, 30L, null))).isInstanceOf(Disagreement.class);
  }

  // The shard was narrowed since: behind its end begins another one.
  @Test
  void oneRangeAheadThatGoesBeyondTheSliceIsADisagreement() {
    RangeRecord beyond = new RangeRecord(Key.of(90), Key.of(101), new Tally(11, 11), 7);

    assertThat(of(9, 90, fence(10, 101L, beyond.toJson()))).isInstanceOf(Disagreement.class);
  }

  @Test
  void theSameSequenceWithAnotherCursorIsADisagreement() {
    assertThat(of(3, 31, fence(3, 30L, THIRD.toJson()))).isInstanceOf(Disagreement.class);
  }

  @Test
  void aRestoredGraphIsNamedAndTheChoiceIsSaid() {
    assertThat(of(5, 50, fence(3, 30L, THIRD.toJson())))
        .isEqualTo(
            new Disagreement(
                "the graph's fence says range 3 (cursor 30), the journal says range 5 (cursor 50):"
                    + " probably the graph was restored, or the fence is of another migration with"
                    + " this id. Choose which side counts: 'resume --accept graph' continues from"
                    + " the fence, 'resume --accept journal' continues from the journal."));
  }

  @Test
  void aRestoredJournalIsNamed() {
    assertThat(of(1, 10, fence(3, 30L, THIRD.toJson())))
        .isInstanceOfSatisfying(
            Disagreement.class,
            found -> assertThat(found.why()).contains("the journal was restored"));
  }

  private static Reconciliation of(long sequence, long cursor, Fence fence) {
    return Reconciliation.of(
        new Position(sequence, Key.of(cursor), new Tally(cursor, cursor)), PLAN, fence);
  }

  private static Fence fence(long sequence, @Nullable Long cursor, @Nullable String record) {
    return new Fence(7, sequence, cursor == null ? null : Key.of(cursor), record);
  }
}
