package org.drover.coordinator.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drover.coordinator.migration.ExaminationOrder;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;

/** Pass 1 is a backfill; later ones undo it. */
class TakenBackTest {

  private static final String SPEC =
      "migration: m\nselect: {label: A}\ntransform: [{copy: {a: b}}]\n";

  private final Map<Integer, List<Tally>> ranges = new HashMap<>();

  @Test
  void whatWasWrittenIsTakenBack() {
    ranges.put(1, List.of(new Tally(50, 40), new Tally(50, 0)));
    ranges.put(2, List.of(new Tally(100, 40)));
    assertThat(missing("undo: none", List.of(1), List.of(2))).isEmpty();
  }

  // Twenty were written, and an inverse found none of them.
  @Test
  void anInverseThatFindsFewerSaysHowMany() {
    ranges.put(1, List.of(new Tally(20, 20)));
    ranges.put(2, List.of(new Tally(0, 0)));
    assertThat(missing("undo: none", List.of(1), List.of(2)))
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.kind()).isEqualTo(RangeFinding.Kind.COUNT);
              assertThat(finding.text())
                  .startsWith("the migration changed 20 members, only 0 of them were found again");
            });
  }

  // The first rollback was given up on its way, the second one finds less to take back.
  @Test
  void aRollbackThatWasGivenUpCountsWithWhatItTookBack() {
    ranges.put(1, List.of(new Tally(20, 20)));
    ranges.put(2, List.of(new Tally(12, 12)));
    ranges.put(3, List.of(new Tally(20, 8)));
    assertThat(missing("undo: none", List.of(1), List.of(2, 3))).isEmpty();
  }

  // Of undo records those count too that others have put back already, or changed since.
  @Test
  void undoRecordsNameEveryMemberThatWasChanged() {
    ranges.put(1, List.of(new Tally(20, 20)));
    ranges.put(2, List.of(new Tally(20, 15, 5)));
    assertThat(missing("undo: keep", List.of(1), List.of(2))).isEmpty();
    ranges.put(2, List.of(new Tally(19, 15, 4)));
    assertThat(missing("undo: keep", List.of(1), List.of(2)))
        .hasValueSatisfying(finding -> assertThat(finding.text()).contains("name only 19"));
  }

  private Optional<RangeFinding> missing(
      String undo, List<Integer> undone, List<Integer> rollbacks) {
    ExaminationOrder order =
        new ExaminationOrder(
            spec(SPEC + undo),
            rollbacks.getLast(),
            PassKind.ROLLBACK,
            PassOptions.NONE,
            List.of(),
            null,
            null,
            undone,
            rollbacks);
    return new TakenBack(
            (migration, pass) -> ranges.getOrDefault(pass, List.of()).stream().map(this::entry),
            "m")
        .missing(order);
  }

  private JournalEntry entry(Tally tally) {
    return new JournalEntry(
        "shard|m/1/0",
        1,
        new ShardEvent.RangeFinished(
            1, Key.of(0L), Key.of(9L), tally, 1, 0, false, null, Instant.EPOCH));
  }

  private static Spec spec(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }
}
