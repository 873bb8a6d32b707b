package org.drover.worker.shard;

import org.drover.shared.journal.Halving;
import org.drover.worker.pace.Permit;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.range.RangeSize;
import org.jspecify.annotations.Nullable;

/**
 * How large a shard's next range may be: as all of its pass on this node, or a part of one that the
 * database refused. Used by one runner.
 */
final class Sizing {

  /** A conflict that repeats is taken as a sign that ranges are too large. */
  private static final int ATTEMPTS_BEFORE_SMALLER = 2;

  private final Dealings dealings;
  private final Halvings halvings = new Halvings();

  Sizing(Dealings dealings) {
    this.dealings = dealings;
  }

  /** For how many members a permit is asked. */
  int nodes() {
    return halvings.nodes(dealings.sizer().nodes());
  }

  /** How large it is with this permit. */
  RangeSize with(Permit permit) {
    dealings.sizer().aimAt(permit.rangeMillis());
    return new RangeSize(Math.min(permit.nodes(), nodes()), permit.bytes(), permit.oneIn());
  }

  /** Of what it is a part; null if it is none. */
  @Nullable Halving part() {
    return halvings.next();
  }

  /** How long a part took says nothing about how large a whole range may be. */
  void finished(InFlight at, RangeRecord range) {
    if (halvings.next() == null) {
      dealings.sizer().finished(range.tally().visited(), range.millis());
    }
    halvings.finished(at.nodes());
  }

  /** An attempt at it was undone. */
  void conflicted(int attempt) {
    if (attempt >= ATTEMPTS_BEFORE_SMALLER) {
      halve();
    }
  }

  /** Fewer at a time may work. */
  void halve() {
    dealings.sizer().halve();
  }

  /** The database refused a range: its halves are tried. */
  void refused(long sequence, int nodes) {
    halvings.refused(sequence, nodes);
  }
}
