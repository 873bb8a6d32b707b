package org.drover.coordinator.examine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.drover.coordinator.migration.ExaminationOrder;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.Restored;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Undo;

/**
 * Holds what a rollback took back against what was written. Both are read from the journal: a shard
 * that was given up on its way counts with every range that it finished.
 */
final class TakenBack {

  private final PassEvents events;
  private final String migration;

  TakenBack(PassEvents events, String migration) {
    this.events = events;
    this.migration = migration;
  }

  /** What is missing; empty if at least as much was taken back as was written. */
  Optional<RangeFinding> missing(ExaminationOrder order) {
    return switch (order.spec().undo()) {
      case KEEP -> missing(changedBy(order.undone()), visitedBy(order.together()), Undo.KEEP);
      case NONE -> missing(changedBy(order.undone()), changedBy(order.together()), Undo.NONE);
    };
  }

  /** What the rollbacks came to, all together. */
  Restored restored(ExaminationOrder order) {
    return order.together().stream().map(this::restoredBy).reduce(Restored.NOTHING, Restored::plus);
  }

  private Restored restoredBy(int pass) {
    try (Stream<RangeFinished> ranges = ranges(pass)) {
      return ranges.map(TakenBack::restoredBy).reduce(Restored.NOTHING, Restored::plus);
    }
  }

  private static Restored restoredBy(RangeFinished range) {
    Evidence evidence = range.evidence();
    String before = evidence == null ? null : evidence.before();
    String after = evidence == null ? null : evidence.after();
    boolean taken = before != null && after != null;
    return new Restored(
        range.tally().changed(),
        range.tally().setAside(),
        taken ? 1 : 0,
        taken && Objects.equals(before, after) ? 1 : 0);
  }

  private static Optional<RangeFinding> missing(long written, long back, Undo undo) {
    if (back >= written) {
      return Optional.empty();
    }
    String how =
        switch (undo) {
          case KEEP -> "undo records name only %d of them";
          case NONE -> "only %d of them were found again and taken back";
        };
    return Optional.of(
        new RangeFinding(
            Kind.COUNT,
            null,
            ("the migration changed %d members, " + how).formatted(written, back)
                + "; look for the others before anything is cleaned up"));
  }

  private long changedBy(List<Integer> passes) {
    return passes.stream().mapToLong(pass -> tally(pass).changed()).sum();
  }

  /** What an undo record names is looked at, whether it can be put back or not. */
  private long visitedBy(List<Integer> passes) {
    return passes.stream().mapToLong(pass -> tally(pass).visited()).sum();
  }

  private Tally tally(int pass) {
    try (Stream<RangeFinished> ranges = ranges(pass)) {
      return ranges.map(RangeFinished::tally).reduce(Tally.NONE, Tally::plus);
    }
  }

  /** To be closed. */
  private Stream<RangeFinished> ranges(int pass) {
    return events
        .of(migration, pass)
        .map(JournalEntry::event)
        .filter(RangeFinished.class::isInstance)
        .map(RangeFinished.class::cast);
  }
}
