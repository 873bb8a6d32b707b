package org.drover.shared.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * Of what a range is a part: the database refused a range as a whole, and its halves were tried.
 *
 * @param range the number of the range that was refused; its first part has that number
 * @param sizes how many members were asked for in each attempt that was refused, the first and
 *     largest one first
 */
public record Halving(long range, List<Integer> sizes) {

  public Halving {
    sizes = List.copyOf(sizes);
  }

  /** The same, where a part was refused too. */
  public Halving within(int size) {
    List<Integer> more = new ArrayList<>(sizes);
    more.add(size);
    return new Halving(range, more);
  }
}
