package org.drover.shared.written;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a word without quotes means. YAML's versions disagree about {@code yes}, {@code 010} and
 * {@code 1_000}; a word that two readers would read differently is refused rather than guessed.
 */
public final class PlainScalar {

  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern UNUSUAL_NUMBER =
      Pattern.compile(
          "[-+]?(0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0b[01_]+|[0-9][0-9_]*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?"
              + "|\\.[0-9][0-9_]*([eE][-+]?[0-9]+)?|\\.(inf|Inf|INF))|\\.(nan|NaN|NAN)");
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Set<String> DISPUTED = Set.of("yes", "no", "on", "off");

  private PlainScalar() {}

  /** Reads a word that is written without quotes; a disputed one becomes a problem. */
  public static Written read(String word, Place place, String path, Problems problems) {
    if (NOTHING.contains(word)) {
      return new Written.Nothing(place);
    }
    if (TRUE.contains(word) || FALSE.contains(word)) {
      return new Written.Scalar(place, TRUE.contains(word));
    }
    if (DISPUTED.contains(word.toLowerCase(Locale.ROOT))) {
      return refuse(
          place, path, problems, "write true or false, or put it in quotes if it is text");
    }
    if (WHOLE.matcher(word).matches()) {
      return whole(word, place, path, problems);
    }
    if (DECIMAL.matcher(word).matches()) {
      return decimal(word, place, path, problems);
    }
    if (UNUSUAL_NUMBER.matcher(word).matches()) {
      return refuse(
          place,
          path,
          problems,
          "write a number in plain decimal form (such as 1000 or 0.5), or put it in quotes if it is"
              + " text");
    }
    return new Written.Scalar(place, word);
  }

  private static Written whole(String word, Place place, String path, Problems problems) {
    try {
      return new Written.Scalar(place, Long.valueOf(word));
    } catch (NumberFormatException tooLong) {
      return refuse(
          place, path, problems, "an integer has at most 64 bits; put it in quotes if it is text");
    }
  }

  private static Written decimal(String word, Place place, String path, Problems problems) {
    double value = Double.parseDouble(word);
    return Double.isInfinite(value)
        ? refuse(place, path, problems, "a number beyond what a 64-bit float can hold")
        : new Written.Scalar(place, value);
  }

  private static Written refuse(Place place, String path, Problems problems, String message) {
    problems.add(place, path, message);
    return new Written.Unreadable(place);
  }
}
