package org.drover.shared.spec;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts as people write them in specs and on the command line. Each way back prints what the way
 * in reads.
 */
public final class Amounts {

  public static final long MEMORY_BYTES_MIN = 1L << 20;

  private static final Pattern RATE = Pattern.compile("([0-9]{1,12})/s");
  private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})(KiB|MiB|GiB)");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,4}(?:\\.[0-9]{1,3})?)%");
  private static final Pattern RISE = Pattern.compile("\\+([0-9]{1,4}(?:\\.[0-9]{1,3})?)%");

  private Amounts() {}

  /**
   * Nodes a second: {@code 20000/s}.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static long rate(String text) {
    Matcher parts = matched(RATE, text, "nodes a second, such as 20000/s");
    long rate = Long.parseLong(parts.group(1));
    if (rate < 1) {
      throw new IllegalArgumentException("expected at least 1/s; 'pause' stops a migration");
    }
    return rate;
  }

  public static String ofRate(long nodesPerSecond) {
    return nodesPerSecond + "/s";
  }

  /**
   * Bytes: {@code 512MiB}.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static long bytes(String text) {
    Matcher parts = matched(BYTES, text, "bytes, such as 512MiB (KiB, MiB or GiB)");
    int shift =
        switch (parts.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          default -> 30;
        };
    long bytes = Long.parseLong(parts.group(1)) << shift;
    if (bytes < MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException("expected at least " + ofBytes(MEMORY_BYTES_MIN));
    }
    return bytes;
  }

  public static String ofBytes(long bytes) {
    if (bytes % (1L << 30) == 0) {
      return (bytes >> 30) + "GiB";
    }
    return bytes % (1L << 20) == 0 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
  }

  /**
   * A share of a hundred: {@code 1.5%}.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static double percent(String text) {
    double percent = Double.parseDouble(matched(PERCENT, text, "a share such as 1%").group(1));
    if (percent > 100) {
      throw new IllegalArgumentException("expected 0% to 100%");
    }
    return percent;
  }

  /**
   * A share of a hundred that may be exceeded: {@code 80%}.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static double load(String text) {
    double percent = percent(text);
    if (percent <= 0) {
      throw new IllegalArgumentException("expected more than 0%, at most 100%");
    }
    return percent;
  }

  public static String ofPercent(double percent) {
    return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + "%";
  }

  /**
   * How much more: {@code +10%}.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static double rise(String text) {
    double rise = Double.parseDouble(matched(RISE, text, "a rise such as +10%").group(1));
    if (rise <= 0) {
      throw new IllegalArgumentException("expected more than +0%");
    }
    return rise;
  }

  public static String ofRise(double percent) {
    return "+" + ofPercent(percent);
  }

  private static Matcher matched(Pattern pattern, String text, String expected) {
    Matcher parts = pattern.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected " + expected);
    }
    return parts;
  }
}
