package org.drover.shared.written;

/** How a place in a tree is named: {@code transform[0].set.name}. */
public final class Paths {

  private static final int KEY_LENGTH_MAX = 60;

  private Paths() {}

  public static String child(String path, String key) {
    return path.isEmpty() ? printable(key) : path + "." + printable(key);
  }

  public static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /** A word of the text, fit for a message: short, on one line, without control characters. */
  public static String printable(String word) {
    String shown =
        word.codePoints()
            .limit(KEY_LENGTH_MAX)
            .collect(
                StringBuilder::new,
                (text, c) -> text.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c),
                StringBuilder::append)
            .toString();
    return shown.length() < word.length() ? shown + "..." : shown;
  }
}
