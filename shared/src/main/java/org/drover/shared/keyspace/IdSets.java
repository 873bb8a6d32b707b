package org.drover.shared.keyspace;

import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Where id sets are kept: written once at planning, read by the workers. Blocking. */
public interface IdSets {

  /** Stores a set under its name, replacing what an earlier, unfinished planning left there. */
  void store(String set, Roaring64Bitmap ids);

  /**
   * The ids of the set that lie in the slice, ascending.
   *
   * @throws IllegalStateException if no such set is stored
   */
  Roaring64Bitmap read(String set, Slice slice);

  /**
   * Removes every set whose name begins with the migration's id and a slash, a few rows at a time:
   * what is gone stays gone if it is cut short, and to go on is to do it again.
   *
   * @return how many sets there were
   */
  long remove(String migration);
}
