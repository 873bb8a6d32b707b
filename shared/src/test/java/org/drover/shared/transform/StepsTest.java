package org.drover.shared.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.drover.shared.canonical.KeyHash;
import org.drover.shared.spec.Normalization;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.drover.shared.spec.ValueType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepsTest {

  @Test
  void constantsAreSetWhateverWasThere() {
    Columns columns =
        new Batch()
            .member(Map.of("a", 1L))
            .member(Map.of("a", 2L))
            .member(Map.of())
            .run(new Step.SetProperties(Map.of("a", 2L)));

    assertThat(columns.column("a")).containsExactly(2L, 2L, 2L);
    assertThat(columns.changes().ids()).containsExactly(100, 102);
  }

  @Test
  void defaultsAreSetWhereNothingWas() {
    Columns columns =
        new Batch()
            .member(Map.of("a", 1L))
            .member(Map.of())
            .run(new Step.Defaults(Map.of("a", 2L)));

    assertThat(columns.column("a")).containsExactly(1L, 2L);
    assertThat(columns.changes().ids()).containsExactly(101);
  }

  @Test
  void propertiesAreRemoved() {
    Columns columns =
        new Batch()
            .member(Map.of("a", 1L))
            .member(Map.of())
            .run(new Step.RemoveProperties(List.of("a")));

    assertThat(columns.column("a")).containsOnlyNulls();
    assertThat(columns.changes().ids()).containsExactly(100);
  }

  @Test
  void aRenameMovesWhatIsThereAndLeavesTheTargetWhereNothingIs() {
    Columns columns =
        new Batch()
            .member(Map.of("old", "x", "new", "y"))
            .member(Map.of("new", "y"))
            .run(new Step.Rename(Map.of("old", "new")));

    assertThat(columns.column("old")).containsOnlyNulls();
    assertThat(columns.column("new")).containsExactly("x", "y");
    assertThat(columns.changes().ids()).containsExactly(100);
  }

  @Test
  void aRenameLetsTwoPropertiesChangePlaces() {
    Columns columns =
        new Batch()
            .member(Map.of("a", 1L, "b", 2L))
            .member(Map.of("a", 3L))
            .run(new Step.Rename(Map.of("a", "b", "b", "a")));

    assertThat(columns.column("a")).containsExactly(2L, null);
    assertThat(columns.column("b")).containsExactly(1L, 3L);
  }

  @Test
  void aCopyReadsEverythingBeforeItWrites() {
    Columns columns =
        new Batch()
            .member(Map.of("a", 1L, "b", 2L))
            .member(Map.of("c", 3L))
            .run(new Step.Copy(Map.of("a", "b", "b", "c")));

    assertThat(columns.column("b")).containsExactly(1L, null);
    assertThat(columns.column("c")).containsExactly(2L, 3L);
  }

  @Test
  void labelsAreAddedAndRemovedWhereTheyDiffer() {
    Columns columns =
        new Batch()
            .member(Map.of(), "A")
            .member(Map.of(), "B")
            .run(new Step.AddLabel("B"), new Step.RemoveLabel("A"));

    assertThat(columns.labelsAdded().get("B")).containsExactly(100);
    assertThat(columns.labelsRemoved().get("A")).containsExactly(100);
    assertThat(columns.changedRows()).isEqualTo(1);
  }

  @Test
  void aLabelIsChosenByAValueOfItsTypeAndWhoHasNoneThereIsRefused() {
    Columns columns =
        new Batch()
            .member(Map.of("kind", "p"))
            .member(Map.of("kind", 1L), "Firm")
            .member(Map.of("kind", "secret"))
            .member(Map.of("kind", 1.0))
            .member(Map.of())
            .run(
                new Step.LabelBy(
                    "kind", Map.of("p", "Person", 1L, "Firm"), new Otherwise.Quarantine()));

    assertThat(columns.labelsAdded()).hasSize(1);
    assertThat(columns.labelsAdded().get("Person")).containsExactly(100);
    assertThat(columns.refusals())
        .containsExactly(
            refused(2, "kind: expected a value of the table, found another"),
            refused(3, "kind: expected a value of the table, found another"),
            refused(4, "kind: expected a value of the table, found nothing"));
  }

  @Test
  void whoHasNoLabelInTheTableGetsTheOtherOneOrStaysAsHeIs() {
    Batch batch =
        new Batch().member(Map.of("kind", "p")).member(Map.of("kind", "q")).member(Map.of());
    Map<Object, String> table = Map.of("p", "Person");
    Columns other = batch.run(new Step.LabelBy("kind", table, new Otherwise.Label("Other")));
    Columns left = batch.run(new Step.LabelBy("kind", table, new Otherwise.Leave()));

    assertThat(other.labelsAdded().get("Person")).containsExactly(100);
    assertThat(other.labelsAdded().get("Other")).containsExactly(101, 102);
    assertThat(left.labelsAdded()).containsOnlyKeys("Person");
    assertThat(left.refusals()).isEmpty();
  }

  private static Columns.Refusal refused(int row, String reason) {
    return new Columns.Refusal(row, 100 + row, "label-by", reason);
  }

  @Test
  void aRetypeTouchesOnlyMembersOfTheOldLabel() {
    Columns columns =
        new Batch()
            .member(Map.of(), "Person")
            .member(Map.of("kind", "known"), "Person", "Vip")
            .member(Map.of(), "Company")
            .run(new Step.Retype("Person", "Human", Map.of("kind", "unknown")));

    assertThat(columns.labelsAdded().get("Human")).containsExactly(100, 101);
    assertThat(columns.labelsRemoved().get("Person")).containsExactly(100, 101);
    assertThat(columns.column("kind")).containsExactly("unknown", "known", null);
  }

  @Test
  void aCastConvertsWhatIsThereAndRefusesWhatItCannotConvert() {
    Columns columns =
        new Batch()
            .member(Map.of("n", "12"))
            .member(Map.of("n", "secret 12"))
            .member(Map.of())
            .run(new Step.Cast("n", ValueType.INTEGER, "n"));

    assertThat(columns.changes().ids()).containsExactly(100);
    assertThat(columns.changes().values().get("n")).containsExactly(12L);
    assertThat(columns.refusals())
        .containsExactly(
            new Columns.Refusal(
                1,
                101,
                "cast",
                "n: expected digits with an optional sign, or a float without a fraction, within 64"
                    + " bits, found another string"));
  }

  @Test
  void aTableReplacesValuesAndRefusesOthers() {
    Batch batch = new Batch().member(Map.of("s", 1L)).member(Map.of("s", 9L)).member(Map.of());

    Columns strict = batch.run(new Step.MapValues("s", "t", Map.of(1L, "one"), null));
    assertThat(strict.column("t")).containsExactly("one", null, null);
    assertThat(strict.refusals())
        .containsExactly(
            new Columns.Refusal(1, 101, "map", "s: expected a value of the table, found another"));

    Columns lenient = batch.run(new Step.MapValues("s", "t", Map.of(1L, "one"), "many"));
    assertThat(lenient.column("t")).containsExactly("one", "many", null);
    assertThat(lenient.refusals()).isEmpty();
  }

  @Test
  void aKeyIsMadeOfValuesInTheirOrderAndStampedWithItsVersion() {
    Columns columns =
        new Batch()
            .member(Map.of("a", " X ", "b", 1L))
            .member(Map.of("b", 1L))
            .run(
                new Step.CanonicalKey(
                    "v2", List.of("b", "a"), Set.of(Normalization.TRIM), "key", "key_version"));

    KeyHash hash = KeyHash.canonicalKey("v2", Set.of(Normalization.TRIM));
    assertThat(columns.column("key")).containsExactly(key(hash, 1L, "X"), key(hash, 1L, null));
    assertThat(columns.column("key_version")).containsExactly("v2", "v2");
  }

  @Test
  void aKeyThatIsThereAlreadyIsNotWrittenAgain() {
    Step step = new Step.CanonicalKey("v1", List.of("a"), Set.of(), "key", null);
    Object key = new Batch().member(Map.of("a", 1L)).run(step).column("key")[0];

    Columns again =
        new Batch()
            .member(Map.of("a", 1L, "key", String.valueOf(key)))
            .member(Map.of("a", 1L, "key", "stale"))
            .run(step);

    assertThat(again.changes().ids()).containsExactly(101);
  }

  @Test
  void aRowHashSeesEveryPropertyAsItNowIsButTheExceptedAndItsOwn() {
    Step hash = new Step.RowHash("v1", Set.of("skipped"), Set.of(), "hash", "hash_version");
    Columns plain = new Batch().member(Map.of("b", 2L, "a", 1L)).run(hash);
    Columns changed =
        new Batch()
            .member(Map.of("old", 2L, "gone", 3L, "skipped", 4L, "hash", "h", "hash_version", "0"))
            .run(
                new Step.Rename(Map.of("old", "b")),
                new Step.SetProperties(Map.of("a", 1L)),
                new Step.RemoveProperties(List.of("gone")),
                hash);

    assertThat(changed.column("hash")).isEqualTo(plain.column("hash"));
  }

  @Test
  void stepsSeeWhatEarlierOnesMade() {
    Columns columns =
        new Batch()
            .member(Map.of("n", "5"))
            .run(
                new Step.Cast("n", ValueType.INTEGER, "m"),
                new Step.MapValues("m", "m", Map.of(5L, "five"), null),
                new Step.Rename(Map.of("m", "word")));

    assertThat(columns.column("word")).containsExactly("five");
    assertThat(columns.column("m")).containsExactly((Object) null);
  }

  @Test
  void aValueWithoutACanonicalFormRefusesItsMemberOnly() {
    Columns columns =
        new Batch()
            .member(Map.of("a", new AtomicInteger(4711)))
            .member(Map.of("a", 1L))
            .run(new Step.CanonicalKey("v1", List.of("a"), Set.of(), "key", null));

    assertThat(columns.changes().ids()).containsExactly(101);
    assertThat(columns.refusals())
        .containsExactly(
            new Columns.Refusal(
                0, 100, "canonical-key", "a value of type AtomicInteger has no canonical form"));
  }

  private static String key(KeyHash hash, Object first, @Nullable Object second) {
    hash.start(2);
    hash.add(first);
    hash.add(second);
    return hash.finish();
  }
}
