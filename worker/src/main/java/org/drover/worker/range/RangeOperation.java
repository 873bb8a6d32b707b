package org.drover.worker.range;

import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.Halving;
import org.drover.shared.keyspace.Key;
import org.jspecify.annotations.Nullable;

/**
 * What a pass does to one range. A new kind of work is a new one of these. Blocking: call it from
 * the graph executor only.
 */
public interface RangeOperation {

  /** Whether ranges are fenced: a pass that writes nothing leaves no trace in the graph. */
  boolean fenced();

  /**
   * Runs the range behind the cursor, once, in one transaction.
   *
   * @param ownership ignored if not fenced
   * @param cursor the last finished key; null where the slice begins below every key
   * @param size how large it may be
   * @throws org.drover.shared.graph.GraphException if it did not happen, or may have happened
   * @throws CommitGate.StillShut if it did not happen, since the range before it is not journaled
   * @throws org.drover.shared.graph.TooHeavy if it did not happen, since there was too little room
   */
  RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size);

  /**
   * For how many members the range behind the cursor needs a permit, where that is known before it
   * runs; at least 1. Never asked while one runs.
   *
   * @param otherwise what is aimed at where it is not known
   */
  default int members(@Nullable Key cursor, int otherwise) {
    return otherwise;
  }

  /** Whether it goes on without members that the database refuses. */
  default boolean leavesOut() {
    return false;
  }

  /**
   * The same as {@link #run} for a part of a range that the database refused. The smallest part, of
   * one, is finished without what the database refuses.
   */
  default RangeRecord runPart(
      Ownership ownership, @Nullable Key cursor, RangeSize size, Halving halving) {
    throw new IllegalStateException("this operation leaves nothing out");
  }

  /** About how many bytes the last range held at most; 0 if nothing was read. */
  default long bytesRead() {
    return 0;
  }
}
