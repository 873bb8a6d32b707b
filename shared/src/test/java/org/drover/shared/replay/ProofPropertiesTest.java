package org.drover.shared.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;

/** No single change of a history goes unnoticed. */
class ProofPropertiesTest {

  /** What may be done to one event. */
  enum Tampering {
    DROP,
    DUPLICATE,
    MOVE_BEHIND_THE_NEXT,
    SHIFT
  }

  @Property(tries = 200)
  void everyCompleteHistoryHolds(
      @ForAll @IntRange(min = 1, max = 6) int shards,
      @ForAll @IntRange(min = 1, max = 8) int ranges) {
    assertThat(Proof.of("m", History.complete(shards, ranges).stream()).holds()).isTrue();
  }

  @Property(tries = 2000)
  void everyTamperingIsFound(
      @ForAll @IntRange(min = 1, max = 4) int shards,
      @ForAll @IntRange(min = 1, max = 6) int ranges,
      @ForAll @IntRange(min = 0, max = 10_000) int place,
      @ForAll Tampering tampering) {
    List<JournalEntry> entries = new ArrayList<>(History.complete(shards, ranges));
    tamper(entries, place % entries.size(), tampering);

    assertThat(Proof.of("m", entries.stream()).holds()).isFalse();
  }

  /**
   * The same where the journal's own numbers show nothing, as if an actor had written it so. Moved
   * events are left out: in which order a migration hears of its shards is nobody's fault.
   */
  @Property(tries = 2000)
  void everyWrongEventIsFoundWithoutTheHelpOfItsNumber(
      @ForAll @IntRange(min = 1, max = 4) int shards,
      @ForAll @IntRange(min = 1, max = 6) int ranges,
      @ForAll @IntRange(min = 0, max = 10_000) int place,
      @ForAll Tampering tampering) {
    Assume.that(tampering != Tampering.MOVE_BEHIND_THE_NEXT);
    List<JournalEntry> entries = new ArrayList<>(History.complete(shards, ranges));
    tamper(entries, place % entries.size(), tampering);

    assertThat(Proof.of("m", History.renumbered(entries).stream()).holds()).isFalse();
  }

  /** Moved events of a split shard may be nobody's fault either. */
  @Property(tries = 500)
  void everyWrongEventOfASplitIsFoundWithoutTheHelpOfItsNumber(
      @ForAll @IntRange(min = 0, max = 10_000) int place, @ForAll Tampering tampering) {
    Assume.that(tampering != Tampering.MOVE_BEHIND_THE_NEXT);
    List<JournalEntry> entries = new ArrayList<>(History.split());
    tamper(entries, place % entries.size(), tampering);

    assertThat(Proof.of("m", History.renumbered(entries).stream()).holds()).isFalse();
  }

  private static void tamper(List<JournalEntry> entries, int index, Tampering tampering) {
    switch (tampering) {
      case DROP -> entries.remove(index);
      case DUPLICATE -> entries.add(index, entries.get(index));
      case MOVE_BEHIND_THE_NEXT -> moveBehindTheNext(entries, index);
      case SHIFT -> shift(entries, index);
    }
  }

  /** Of its own persistence id; the last one has none, and is dropped. */
  private static void moveBehindTheNext(List<JournalEntry> entries, int index) {
    for (int next = index + 1; next < entries.size(); next++) {
      if (entries.get(next).persistenceId().equals(entries.get(index).persistenceId())) {
        Collections.swap(entries, index, next);
        return;
      }
    }
    entries.remove(index);
  }

  /** The range at or after the place ends one key further; without one, the event is dropped. */
  private static void shift(List<JournalEntry> entries, int index) {
    for (int i = index; i < entries.size(); i++) {
      JournalEntry entry = entries.get(i);
      if (entry.event() instanceof ShardEvent.RangeFinished range) {
        ShardEvent shifted =
            new ShardEvent.RangeFinished(
                range.sequence(),
                range.from(),
                Key.of(range.to().id() + 1),
                range.tally(),
                range.epoch(),
                range.millis(),
                range.reconciled(),
                range.at());
        entries.set(i, new JournalEntry(entry.persistenceId(), entry.sequenceNr(), shifted));
        return;
      }
    }
    entries.remove(index);
  }
}
