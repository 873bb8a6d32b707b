package org.drover.shared.replay;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Proof.Finding.Kind;
import org.jspecify.annotations.Nullable;

/** Walks through one shard's events and keeps no more than where it stands. */
final class ShardWalk {

  private final int shard;
  private final Findings findings;
  private final NumberCheck numbers;

  private ShardEvent.@Nullable Assigned assigned;
  private ShardEvent.@Nullable Finished finished;
  private boolean begun;
  private boolean realigned;
  private @Nullable Key cursor;
  private final List<Key> ends = new ArrayList<>();
  private long sequence;
  private long ranges;
  private long reconciled;
  private long epoch;
  private long rangeEpoch;
  private long finishedEpoch;
  private Tally tally = Tally.NONE;

  ShardWalk(int shard, Findings findings) {
    this.shard = shard;
    this.findings = findings;
    this.numbers = new NumberCheck(shard, findings);
  }

  void next(JournalEntry entry, ShardEvent event) {
    numbers.next(entry);
    long number = entry.sequenceNr();
    if (!begun && !(event instanceof ShardEvent.Assigned)) {
      find(
          Kind.MISSING, "event %d comes before the shard was assigned its slice".formatted(number));
    }
    begun = true;
    switch (event) {
      case ShardEvent.Assigned first -> onAssigned(first, number);
      case ShardEvent.Claimed claim -> onClaimed(claim, number);
      case ShardEvent.RangeFinished range -> onRange(range, number);
      case ShardEvent.Retried retried -> {}
      case ShardEvent.Realigned decision -> onRealigned(decision, number);
      case ShardEvent.Narrowed narrowed -> onNarrowed(narrowed, number);
      case ShardEvent.Finished last -> onFinished(last, number);
    }
  }

  private void onAssigned(ShardEvent.Assigned event, long number) {
    if (assigned != null) {
      find(Kind.DUPLICATE, "event %d assigns the shard a second time".formatted(number));
      return;
    }
    assigned = event;
    cursor = event.plan().slice().from();
  }

  private void onClaimed(ShardEvent.Claimed event, long number) {
    if (event.epoch() <= epoch) {
      find(
          Kind.STALE_EPOCH,
          "event %d claims epoch %d after epoch %d".formatted(number, event.epoch(), epoch));
    }
    epoch = Math.max(epoch, event.epoch());
  }

  private void onRange(ShardEvent.RangeFinished range, long number) {
    if (finished != null) {
      find(
          Kind.OVERLAP,
          "event %d finishes %s after the shard was finished".formatted(number, show(range)));
    }
    if (range.epoch() < rangeEpoch || range.epoch() > epoch) {
      find(
          Kind.STALE_EPOCH,
          "event %d finishes %s under epoch %d; expected %d to %d"
              .formatted(number, show(range), range.epoch(), rangeEpoch, epoch));
    }
    rangeEpoch = Math.max(rangeEpoch, range.epoch());
    if (range.sequence() <= sequence) {
      find(
          Kind.DUPLICATE,
          "event %d finishes %s; the shard stood %s".formatted(number, show(range), standing()));
      return;
    }
    checkContinuation(range, number);
    sequence = range.sequence();
    cursor = range.to();
    ranges++;
    reconciled += range.reconciled() ? 1 : 0;
    tally = tally.plus(range.tally());
  }

  private void checkContinuation(ShardEvent.RangeFinished range, long number) {
    boolean next = range.sequence() == sequence + 1;
    if (!next || !Chain.meets(cursor, range.from())) {
      find(
          next ? Chain.between(cursor, range.from()) : Kind.GAP,
          "event %d finishes %s; the shard stood %s".formatted(number, show(range), standing()));
    }
    if (Chain.backwards(range.from(), range.to())) {
      find(
          Kind.OVERLAP,
          "event %d finishes %s, which runs backwards".formatted(number, show(range)));
    }
  }

  private void onRealigned(ShardEvent.Realigned event, long number) {
    find(
        Kind.REALIGNED,
        "event %d: %s accepted the %s; it stood %s, and goes on after range %d, at %s"
            .formatted(
                number,
                event.author(),
                event.accept(),
                standing(),
                event.sequence(),
                Chain.show(event.cursor())));
    realigned = true;
    finished = null;
    sequence = event.sequence();
    cursor = event.cursor();
    if (cursor == null && assigned != null) {
      cursor = assigned.plan().slice().from();
    }
  }

  private void onNarrowed(ShardEvent.Narrowed event, long number) {
    Key end = end();
    if (finished != null || (end != null && !end.equals(event.before()))) {
      find(
          Kind.OVERLAP,
          "event %d narrows a slice that ends at %s; it ended at %s%s"
              .formatted(number, event.before(), end, finished == null ? "" : " and was finished"));
    }
    if (Chain.backwards(cursor, event.to()) || Chain.backwards(event.to(), event.before())) {
      find(
          Kind.OVERLAP,
          "event %d narrows the slice to %s; the shard stood %s, and its slice ended at %s"
              .formatted(number, event.to(), standing(), event.before()));
    }
    ends.add(event.to());
  }

  /** Where the slice ends by now; null before it is assigned. */
  private @Nullable Key end() {
    if (!ends.isEmpty()) {
      return ends.getLast();
    }
    return assigned == null ? null : assigned.plan().slice().to();
  }

  private void onFinished(ShardEvent.Finished event, long number) {
    if (finished != null) {
      find(Kind.DUPLICATE, "event %d finishes the shard a second time".formatted(number));
      return;
    }
    finished = event;
    finishedEpoch = epoch;
    Key end = end();
    if (end != null && !Chain.meets(cursor, end)) {
      find(
          Chain.between(cursor, end),
          "event %d finishes the shard at %s after range %d; its slice ends at %s"
              .formatted(number, Chain.show(cursor), sequence, end));
    }
    if (!realigned && !event.tally().equals(tally)) {
      find(
          Kind.MISCOUNTED,
          "event %d says %s; the %d ranges add up to %s"
              .formatted(number, event.tally(), ranges, tally));
    }
  }

  /** Compares with the plan of the pass, when all events were seen. */
  void checkPlan(ShardPlan plan, PassKind kind) {
    if (assigned != null && !(assigned.plan().equals(plan) && assigned.kind() == kind)) {
      find(
          Kind.UNPLANNED,
          "the shard was assigned %s for a %s; planned was %s for a %s"
              .formatted(assigned.plan(), assigned.kind(), plan, kind));
    }
  }

  /**
   * Compares with where the migration knows the slice to end, when all events were seen.
   *
   * @param known the ends that it was narrowed to, in their order
   * @param soFar whether the last one may not be known yet
   */
  void checkEnds(List<Key> known, boolean soFar) {
    boolean same =
        ends.equals(known)
            || (soFar
                && ends.size() == known.size() + 1
                && ends.subList(0, known.size()).equals(known));
    if (!same) {
      find(
          ends.size() < known.size() ? Kind.OVERLAP : Kind.GAP,
          "the shard was narrowed to %s; the migration knows of %s".formatted(ends, known));
    }
  }

  /** Compares with what the migration was told, when all events were seen. */
  void checkReport(MigrationEvent.ShardFinished report) {
    // A shard that is run again after its end is claimed again, and may report before or after it.
    boolean same =
        report.ranges() == ranges
            && report.epoch() >= finishedEpoch
            && report.epoch() <= epoch
            && report.tally().equals(tally);
    if (!realigned && !same) {
      find(
          Kind.MISCOUNTED,
          "the migration was told %d ranges, epoch %d, %s; the shard has %d ranges, epoch %d, %s"
              .formatted(report.ranges(), report.epoch(), report.tally(), ranges, epoch, tally));
    }
  }

  private static String show(ShardEvent.RangeFinished range) {
    return "range %d, (%s, %s]".formatted(range.sequence(), Chain.show(range.from()), range.to());
  }

  private void find(Kind kind, String text) {
    findings.add(shard, kind, text);
  }

  boolean isRealigned() {
    return realigned;
  }

  boolean isFinished() {
    return finished != null;
  }

  long ranges() {
    return ranges;
  }

  long reconciled() {
    return reconciled;
  }

  /** A shard is claimed anew by its owner when it is narrowed. */
  long takeovers() {
    return Math.max(0, epoch - 1 - ends.size());
  }

  Tally tally() {
    return tally;
  }

  String standing() {
    return "after range " + sequence + ", at " + Chain.show(cursor);
  }
}
