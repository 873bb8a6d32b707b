package org.drover.worker.shard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.drover.shared.journal.Halving;
import org.jspecify.annotations.Nullable;

/**
 * The parts that remain of ranges that the database refused, the next one first. They are forgotten
 * when the shard moves: then the next range begins whole. Used by one runner.
 */
final class Halvings {

  private record Part(int nodes, Halving of) {}

  private final Deque<Part> parts = new ArrayDeque<>();

  /**
   * How many members the next range may hold.
   *
   * @param usual where there is no part
   */
  int nodes(int usual) {
    Part next = parts.peek();
    return next == null ? usual : next.nodes();
  }

  /** Of what the next range is a part; null if it is none. */
  @Nullable Halving next() {
    Part next = parts.peek();
    return next == null ? null : next.of();
  }

  /**
   * The next range was refused: its halves are tried.
   *
   * @param sequence its number
   * @param nodes how many it asked for, at most what {@link #nodes} said
   */
  void refused(long sequence, int nodes) {
    Halving of = take(sequence, nodes);
    parts.push(new Part(nodes - nodes / 2, of));
    if (nodes > 1) {
      parts.push(new Part(nodes / 2, of));
    }
  }

  private Halving take(long sequence, int nodes) {
    Part whole = parts.poll();
    if (whole == null) {
      return new Halving(sequence, List.of(nodes));
    }
    rest(whole, nodes);
    return whole.of().within(nodes);
  }

  /** The next range was finished. */
  void finished(int nodes) {
    Part whole = parts.poll();
    if (whole != null) {
      rest(whole, nodes);
    }
  }

  /** A permit may allow less than was asked for. */
  private void rest(Part whole, int nodes) {
    if (nodes < whole.nodes()) {
      parts.push(new Part(whole.nodes() - nodes, whole.of()));
    }
  }
}
