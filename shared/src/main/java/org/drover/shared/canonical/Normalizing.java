package org.drover.shared.canonical;

import java.text.Normalizer;
import java.util.Set;
import org.drover.shared.spec.Normalization;

/**
 * What is done to a string before it is encoded, in an order of its own: NFC, trim, lower, and NFC
 * once more, since lowering takes some strings out of it (H with a macron below has no composed
 * form, h has one).
 */
final class Normalizing {

  private static final int DOTTED_CAPITAL_I = 0x130;
  private static final int FINAL_SIGMA = 0x3c2;
  private static final int SIGMA = 0x3c3;

  private final boolean nfc;
  private final boolean trim;
  private final boolean lower;

  Normalizing(Set<Normalization> normalize) {
    this.nfc = normalize.contains(Normalization.NFC);
    this.trim = normalize.contains(Normalization.TRIM);
    this.lower = normalize.contains(Normalization.LOWERCASE);
  }

  String apply(String string) {
    String result = nfc ? composed(string) : string;
    if (trim) {
      result = trimmed(result);
    }
    if (lower) {
      result = lowered(result);
      result = nfc ? composed(result) : result;
    }
    return result;
  }

  /**
   * Unicode's White_Space, which is not what {@code String.strip} or {@code String.trim} cut off.
   */
  static boolean isWhiteSpace(int c) {
    return switch (c) {
      case 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680 -> true;
      case 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
      default -> c >= 0x2000 && c <= 0x200a;
    };
  }

  private static String composed(String string) {
    return Normalizer.isNormalized(string, Normalizer.Form.NFC)
        ? string
        : Normalizer.normalize(string, Normalizer.Form.NFC);
  }

  private static String trimmed(String string) {
    int from = 0;
    int to = string.length();
    while (to > from && isWhiteSpace(string.charAt(to - 1))) {
      to--;
    }
    while (from < to && isWhiteSpace(string.charAt(from))) {
      from++;
    }
    return string.substring(from, to);
  }

  /**
   * Each code point by itself, whatever stands beside it: {@code String.toLowerCase} looks for the
   * end of a word to choose between two sigmas, by rules that differ between languages.
   */
  private static String lowered(String string) {
    StringBuilder lowered = new StringBuilder(string.length());
    for (int i = 0; i < string.length(); ) {
      int c = string.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case DOTTED_CAPITAL_I -> lowered.append("i\u0307");
        case FINAL_SIGMA -> lowered.appendCodePoint(SIGMA);
        default -> lowered.appendCodePoint(Character.toLowerCase(c));
      }
    }
    return lowered.toString();
  }
}
