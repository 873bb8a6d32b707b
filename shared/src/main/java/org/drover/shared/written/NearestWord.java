package org.drover.shared.written;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody meant: the one with the fewest letters to change, if few enough. */
public final class NearestWord {

  private NearestWord() {}

  public static Optional<String> to(String written, Collection<String> words) {
    String plain = plain(written);
    return words.stream()
        .filter(word -> distance(plain, plain(word)) <= patience(word))
        .min(Comparator.comparingInt(word -> distance(plain, plain(word))))
        .or(() -> words.stream().filter(word -> isShort(plain, word)).findFirst());
  }

  /** {@code int} for {@code integer}. */
  private static boolean isShort(String plain, String word) {
    return plain.length() >= 3 && word.startsWith(plain);
  }

  private static int patience(String word) {
    return Math.max(1, word.length() / 3);
  }

  private static String plain(String word) {
    String start = word.length() > 60 ? word.substring(0, 60) : word;
    return start.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }

  /** Letters to insert, delete, replace or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
