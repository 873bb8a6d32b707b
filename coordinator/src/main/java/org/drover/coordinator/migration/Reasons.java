package org.drover.coordinator.migration;

import java.util.concurrent.CompletionException;

/** What a failure says to a person. */
final class Reasons {

  private Reasons() {}

  static String of(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
