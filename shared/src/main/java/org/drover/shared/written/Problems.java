package org.drover.shared.written;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one text, so that all of them can be told at once. */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  public void add(Place place, String path, String message) {
    found.add(new Problem(place, path, message));
  }

  /** How many so far; whether a part of the text added some is told by comparing. */
  public int count() {
    return found.size();
  }

  /** All of them, in the order of the text. */
  public List<Problem> inOrder() {
    return found.stream()
        .sorted(
            Comparator.comparingInt((Problem problem) -> problem.place().line())
                .thenComparingInt(problem -> problem.place().column()))
        .toList();
  }
}
