package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.worker.shard.Shards.over;

import org.drover.shared.graph.Fence;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
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
                    + " the fence, 'resume --accept journal' continues from the journal.",
                null));
  }

  @Test
  void aRestoredJournalIsNamed() {
    assertThat(of(1, 10, fence(3, 30L, THIRD.toJson())))
        .isInstanceOfSatisfying(
            Disagreement.class,
            found -> assertThat(found.why()).contains("the journal was restored"));
  }

  // The journal was restored from before the split: by its word this shard has all up to 100.
  @Test
  void aFenceOfAShardThatTheJournalHasNeverHeardOfIsADisagreementEvenInStep() {
    Fence fence = fence(3, 30L, THIRD.toJson());

    assertThat(of(3, 30, fence, PLAN, rest(4, 75, 100)))
        .isInstanceOfSatisfying(
            Disagreement.class,
            found ->
                assertThat(found)
                    .extracting(Disagreement::why, Disagreement::againstGraph)
                    .containsExactly(
                        "the graph has fences of shards that were split off this one, and the"
                            + " journal has never heard of them ([4]): it was restored from before."
                            + " Choose which side counts: 'resume --accept graph' takes the split"
                            + " over, and each shard continues from its fence; 'resume --accept"
                            + " journal' continues from range 3 (cursor 30), and does again what"
                            + " was done behind it.",
                        null));
  }

  // Twice split: the second rest ends where the first one begins. The third was split off the
  // first.
  @Test
  void whatWasSplitOffIsFoundInTheOrderOfTheSplits() {
    Found found =
        Found.of(
            fence(3, 30L, THIRD.toJson()),
            Shards.SHARD,
            PLAN,
            graph(PLAN, rest(4, 75, 100), rest(6, 90, 100), rest(7, 60, 75), rest(8, 80, 90)));

    assertThat(found.rests()).containsExactly(rest(4, 75, 100), rest(7, 60, 75));
    assertThat(found.others()).extracting(ShardId::number).containsExactly(4, 6, 8, 7);
  }

  @Test
  void theEndOfANarrowedSliceIsNobodysElse() {
    ShardPlan narrowed = PLAN.narrowed(Key.of(75), 75);
    Found found =
        Found.of(
            fence(3, 30L, THIRD.toJson()),
            Shards.SHARD,
            narrowed,
            graph(PLAN, rest(4, 75, 100), rest(6, 90, 100)));

    assertThat(found.rests()).isEmpty();
    assertThat(Reconciliation.of(position(3, 30), narrowed, found)).isInstanceOf(InStep.class);
  }

  // Planned anew after the journal was restored from before, and the graph has grown since.
  @Test
  void aFenceOfAnotherSliceIsADisagreementInWhichTheGraphCannotCount() {
    assertThat(of(3, 30, fence(3, 30L, THIRD.toJson()), over(10, 110)))
        .isInstanceOfSatisfying(
            Disagreement.class,
            found ->
                assertThat(found.againstGraph())
                    .startsWith("'--accept graph' cannot be carried out: the graph's fence is of")
                    .contains(
                        "of the keys behind 10, where the journal's shard has those behind 0"));
  }

  @Test
  void aCursorBehindTheEndOfTheSliceCannotCount() {
    assertThat(of(2, 20, fence(8, 120L, null)))
        .isInstanceOfSatisfying(
            Disagreement.class,
            found ->
                assertThat(found.againstGraph())
                    .startsWith(
                        "'--accept graph' cannot be carried out: the graph's fence stands at"
                            + " 120, which is behind the end of the shard's slice"));
  }

  private static ShardPlan rest(int number, long from, long to) {
    return over(from, to).numbered(number);
  }

  private static PretendGraph graph(ShardPlan... slices) {
    PretendGraph graph = new PretendGraph(true, 100);
    for (ShardPlan slice : slices) {
      graph.stands(slice);
    }
    return graph;
  }

  private static Position position(long sequence, long cursor) {
    return new Position(sequence, Key.of(cursor), new Tally(cursor, cursor));
  }

  private static Reconciliation of(long sequence, long cursor, Fence fence, ShardPlan... slices) {
    return Reconciliation.of(
        position(sequence, cursor), PLAN, Found.of(fence, Shards.SHARD, PLAN, graph(slices)));
  }

  private static Fence fence(long sequence, @Nullable Long cursor, @Nullable String record) {
    return new Fence(7, sequence, cursor == null ? null : Key.of(cursor), record);
  }
}
