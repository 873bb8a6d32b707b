package org.drover.deploy.passes;

import java.util.List;

/**
 * How the ranges of a pass come about, whatever they do.
 *
 * @param sizes how many members each range asks for, over and over
 * @param deaths after which ranges a worker dies when the range is committed and not yet journaled,
 *     over and over
 * @param stop how many ranges a backfill does that is rolled back from its middle
 */
record Rhythm(List<Integer> sizes, List<Boolean> deaths, int stop) {

  int size(int range) {
    return sizes.get(range % sizes.size());
  }

  boolean diesAfter(int range) {
    return deaths.get(range % deaths.size());
  }
}
