package org.drover.shared.protocol;

import org.jspecify.annotations.Nullable;

/**
 * For what something waits, and why.
 *
 * @param signal what is measured, in a word: {@code rate}, {@code memory}, {@code retry}
 * @param value what it is now, with its unit; of a {@code retry} why the last attempt failed, in
 *     words that may be journaled; null if nothing is measured
 * @param threshold beyond which it holds back; null if there is none
 * @param throttled whether the pace holds it back, which is healthy, and not a failure
 * @param text the whole in a sentence, for people
 */
public record Waiting(
    String signal,
    @Nullable String value,
    @Nullable String threshold,
    boolean throttled,
    String text) {

  /** Held back by something that is measured. */
  public static Waiting throttled(String signal, String value, String threshold, String text) {
    return new Waiting(signal, value, threshold, true, text);
  }

  /** Something has to be done first; nobody holds it back. */
  public static Waiting on(String signal, String text) {
    return new Waiting(signal, null, null, false, text);
  }

  @Override
  public String toString() {
    return text;
  }
}
