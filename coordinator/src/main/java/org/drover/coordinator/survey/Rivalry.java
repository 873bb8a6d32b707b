package org.drover.coordinator.survey;

import org.drover.shared.graph.Uniqueness;

/**
 * A value under a constraint, and who wants it.
 *
 * @param holder who has it already, or {@link Contest#NOBODY}
 * @param leaves whether the holder is to give it up
 * @param bidders ascending; never empty
 */
record Rivalry(Uniqueness unique, long holder, boolean leaves, long[] bidders) {

  boolean isHeld() {
    return holder != Contest.NOBODY;
  }
}
