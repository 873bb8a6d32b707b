package org.drover.shared.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  private static final long[] IDS = {7, 8, 9};

  private final Columns columns =
      Columns.read(
          IDS,
          Map.of("a", row("x", null, "z"), "b", row(1L, 2L, 3L)),
          List.of(List.of("Old"), List.of("Old", "New"), List.of()),
          null);

  @Test
  void whatWasReadIsNotAChange() {
    assertThat(columns.dirtyProperties()).isEmpty();
    assertThat(columns.changedRows()).isZero();
    assertThat(columns.changes().ids()).isEmpty();
  }

  @Test
  void settingAPropertyToWhatItWasIsNotAChange() {
    columns.set("a", 0, "y");
    columns.set("a", 0, "x");
    columns.set("a", 1, null);
    columns.replace("b", row(1L, 2L, 3L));

    assertThat(columns.dirtyProperties()).isEmpty();
  }

  @Test
  void anotherTypeIsAChange() {
    columns.set("b", 0, 1.0);

    assertThat(columns.changed(0)).isTrue();
  }

  @Test
  void onlyRowsThatDifferAreWritten() {
    columns.set("a", 2, "new");
    columns.set("b", 1, 20L);

    assertThat(columns.changedRows()).isEqualTo(2);
    Columns.Changes changes = columns.changes();
    assertThat(changes.ids()).containsExactly(8, 9);
    assertThat(changes.values().get("a")).containsExactly(null, "new");
    assertThat(changes.values().get("b")).containsExactly(20L, 3L);
  }

  @Test
  void nothingIsCopiedIfEveryRowDiffers() {
    @Nullable Object[] values = row(4L, 5L, 6L);
    columns.replace("b", values);

    assertThat(columns.changes().ids()).isSameAs(IDS);
    assertThat(columns.changes().values().get("b")).isSameAs(values);
  }

  @Test
  void writingLeavesTheArraysThatWereReadAlone() {
    @Nullable Object[] read = row("x", "y", "z");
    Columns batch = Columns.read(IDS, Map.of("a", read), null, null);
    batch.set("a", 0, "new");

    assertThat(read).containsExactly("x", "y", "z");
    assertThat(batch.column("a")).containsExactly("new", "y", "z");
  }

  @Test
  void aPropertyThatWasNeverReadCountsAsChangedWhereItIsWritten() {
    columns.set("fresh", 1, null);

    assertThat(columns.changes().ids()).containsExactly(8);
    assertThat(columns.changes().values().get("fresh")).containsExactly((Object) null);
  }

  @Test
  void aValueThatNobodyHasSeenIsNeverOverwrittenByChance() {
    columns.set("fresh", 1, "v");
    columns.set("a", 0, "w");

    assertThatThrownBy(columns::changes)
        .hasMessage("property fresh of id 7 was neither read nor written, but others were");
  }

  @Test
  void aPropertyThatWasNeitherReadNorWrittenCannotBeLookedAt() {
    assertThatThrownBy(() -> columns.column("c"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("property c was neither read nor written");
  }

  @Test
  void aRefusedRowIsNotWrittenWhateverWasOrWillBeDoneToIt() {
    columns.set("a", 0, "before");
    columns.addLabel(0, "New");
    columns.refuse(0, "cast", "first");
    columns.refuse(0, "map", "second");
    columns.set("b", 0, 99L);
    columns.removeLabel(0, "Old");

    assertThat(columns.changed(0)).isFalse();
    assertThat(columns.changedRows()).isZero();
    assertThat(columns.labelsAdded()).isEmpty();
    assertThat(columns.labelsRemoved()).isEmpty();
    assertThat(columns.refusals()).containsExactly(new Columns.Refusal(0, 7, "cast", "first"));
  }

  @Test
  void labelsAreChangedOnlyWhereTheyDiffer() {
    for (int row = 0; row < columns.size(); row++) {
      columns.addLabel(row, "New");
      columns.removeLabel(row, "Old");
    }

    assertThat(columns.labelsAdded()).containsOnlyKeys("New");
    assertThat(columns.labelsAdded().get("New")).containsExactly(7, 9);
    assertThat(columns.labelsRemoved().get("Old")).containsExactly(7, 8);
    assertThat(columns.changedRows()).isEqualTo(3);
    assertThat(columns.changes().ids()).isEmpty();
  }

  @Test
  void aLabelThatCameAndWentIsNotAChange() {
    columns.addLabel(0, "New");
    columns.removeLabel(0, "New");
    columns.removeLabel(1, "Old");
    columns.addLabel(1, "Old");

    assertThat(columns.hasLabel(0, "New")).isFalse();
    assertThat(columns.hasLabel(1, "Old")).isTrue();
    assertThat(columns.changedRows()).isZero();
  }

  @Test
  void labelsThatWereNotReadCannotBeLookedAt() {
    Columns batch = Columns.read(IDS, Map.of(), null, null);

    assertThatThrownBy(() -> batch.hasLabel(0, "Old"))
        .hasMessage("label Old is asked for, but no labels were read");
  }

  @Test
  void whatIsReadAsAWholeCanBeLookedAtByName() {
    Columns batch =
        Columns.read(
            IDS, Map.of(), null, List.of(Map.of("a", 1L), Map.of("b", 2L), Map.of("a", 3L)));

    assertThat(batch.column("a")).containsExactly(1L, null, 3L);
    assertThat(batch.column("missing")).containsOnlyNulls();
    assertThat(batch.dirtyProperties()).isEmpty();
  }

  @Test
  void aBatchThatIsNotAlignedIsRefused() {
    assertThatThrownBy(() -> Columns.read(IDS, Map.of("a", row("x")), null, null))
        .hasMessage("a: expected 3 rows as there are ids, found 1");
  }

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }
}
