package org.drover.shared.protocol;

import java.util.Objects;
import java.util.stream.Stream;

/** An event that the journal did not take, as on a full disk. */
public final class Unwritten {

  private Unwritten() {}

  /**
   * Why, in a sentence for people. Of what the journal said the first line is quoted, for those
   * below it may hold what was to be written.
   */
  public static String because(Throwable failure) {
    return "the journal takes no events (%s); it is tried again until it does"
        .formatted(words(innermost(failure)));
  }

  private static Throwable innermost(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .reduce(failure, (outer, inner) -> inner);
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElse("");
  }
}
