package org.drover.shared.canonical;

import java.util.Set;
import org.drover.shared.spec.Normalization;

/**
 * Writes strings: their length in bytes, then UTF-8. ASCII, which every normalization form leaves
 * as it is, is trimmed, lowered and copied in one loop; the first other character sends the whole
 * string through {@link Normalizing}.
 */
final class Text {

  static final Text EXACT = new Text(Set.of());

  private final boolean trim;
  private final boolean lower;
  private final Normalizing normalizing;

  Text(Set<Normalization> normalize) {
    this.trim = normalize.contains(Normalization.TRIM);
    this.lower = normalize.contains(Normalization.LOWERCASE);
    this.normalizing = new Normalizing(normalize);
  }

  void write(String string, Bytes bytes) {
    writeBody(string, bytes.put(Tag.STRING));
  }

  /** The same without the tag. */
  void writeBody(String string, Bytes bytes) {
    int lengthAt = bytes.size();
    bytes.putInt(0);
    if (!ascii(string, bytes)) {
      Utf8.write(normalizing.apply(string), bytes);
    }
    bytes.setInt(lengthAt, bytes.size() - lengthAt - Integer.BYTES);
  }

  /** Writes nothing and returns false if the string is not all ASCII. */
  private boolean ascii(String string, Bytes bytes) {
    int length = string.length();
    bytes.reserve(length);
    byte[] array = bytes.array();
    int start = bytes.size();
    for (int i = 0; i < length; i++) {
      int c = string.charAt(i);
      if (c >= 0x80) {
        return false;
      }
      array[start + i] = (byte) (lower ? lowered(c) : c);
    }
    bytes.truncate(start + length);
    if (trim) {
      trimFrom(start, bytes);
    }
    return true;
  }

  private static void trimFrom(int start, Bytes bytes) {
    byte[] array = bytes.array();
    int from = start;
    int to = bytes.size();
    while (to > from && Normalizing.isWhiteSpace(array[to - 1])) {
      to--;
    }
    while (from < to && Normalizing.isWhiteSpace(array[from])) {
      from++;
    }
    if (from > start) {
      System.arraycopy(array, from, array, start, to - from);
    }
    bytes.truncate(start + to - from);
  }

  /** Without a branch: 26 letters pass the unsigned comparison. */
  private static int lowered(int c) {
    return c + (Integer.compareUnsigned(c - 'A', 26) < 0 ? 'a' - 'A' : 0);
  }
}
