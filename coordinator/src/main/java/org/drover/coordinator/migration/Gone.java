package org.drover.coordinator.migration;

/** Why nothing can be done any more with what a migration once had. */
final class Gone {

  private static final String RETIRED =
      "it is retired: what it added is taken out of the graph, or has begun to be, for good";
  private static final String CLEANED =
      "it is cleaned up: its fences and undo records are removed, for good";

  private Gone() {}

  /** Empty if it has all of it. */
  static String from(Behind behind) {
    if (behind.retired()) {
      return RETIRED;
    }
    return behind.cleaned() ? CLEANED : "";
  }
}
