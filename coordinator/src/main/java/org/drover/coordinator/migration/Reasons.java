package org.drover.coordinator.migration;

import org.drover.shared.graph.GraphException;
import org.drover.shared.protocol.Causes;

/** What a failure says to a person. */
final class Reasons {

  private Reasons() {}

  static String of(Throwable thrown) {
    Throwable cause = Causes.of(thrown);
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }

  /** Whether the same again fails again, until a person has mended something. */
  static boolean isForGood(Throwable thrown) {
    return Causes.of(thrown) instanceof GraphException failure
        && switch (failure.kind()) {
          case FATAL, BAD_DATA -> true;
          case TRANSIENT, TOO_BIG, UNKNOWN_OUTCOME, FENCED, UNREACHABLE -> false;
        };
  }
}
