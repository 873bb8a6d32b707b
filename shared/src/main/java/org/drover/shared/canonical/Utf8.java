package org.drover.shared.canonical;

/**
 * Writes UTF-8 without a detour over a new array. A surrogate without its other half, which no
 * graph holds but a spec might, is written like any other code point, so that it never equals
 * another string.
 */
final class Utf8 {

  private static final int BYTES_A_CHAR_MAX = 3;

  private Utf8() {}

  static void write(String string, Bytes bytes) {
    bytes.reserve(Math.multiplyExact(string.length(), BYTES_A_CHAR_MAX));
    for (int i = 0; i < string.length(); ) {
      int c = string.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        bytes.put(c);
      } else if (c < 0x800) {
        bytes.put(0xc0 | c >> 6).put(continuation(c));
      } else if (c < 0x10000) {
        bytes.put(0xe0 | c >> 12).put(continuation(c >> 6)).put(continuation(c));
      } else {
        bytes.put(0xf0 | c >> 18).put(continuation(c >> 12));
        bytes.put(continuation(c >> 6)).put(continuation(c));
      }
    }
  }

  private static int continuation(int bits) {
    return 0x80 | (bits & 0x3f);
  }
}
