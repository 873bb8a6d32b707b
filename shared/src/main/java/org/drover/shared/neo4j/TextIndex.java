package org.drover.shared.neo4j;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.drover.shared.graph.ValueIndex;

/**
 * What a text index has room for: 32,766 bytes, Lucene's limit for one term, in UTF-8. A list never
 * stands in one, but is measured all the same, written out as text: strings in Base64, numbers as
 * floats, with a separator behind each. Found as it is told of {@link RangeIndex}.
 */
record TextIndex(String of, List<String> properties) implements ValueIndex {

  private static final long BYTES_MAX = 32_766;
  private static final int BEGINNING = 1;
  private static final int SEPARATOR = 1;
  private static final int BYTES_PER_CHARACTER = 3;

  /** Whole numbers below are written with one digit behind the point, by every Java. */
  private static final double PLAIN = 10_000_000;

  /** How long other values are, written out. */
  private static final Bytes WRITTEN_OUT = new Bytes(3, 128);

  TextIndex {
    properties = List.copyOf(properties);
  }

  @Override
  public String called() {
    return "the text index of %s on %s".formatted(of, String.join(", ", properties));
  }

  @Override
  public long bytesMax() {
    return BYTES_MAX;
  }

  @Override
  public boolean isSmall(Object value) {
    return switch (value) {
      case String text -> (long) BYTES_PER_CHARACTER * text.length() <= BYTES_MAX;
      case byte[] bytes -> bytes.length * WRITTEN_OUT.most() <= BYTES_MAX;
      case List<?> list -> list.isEmpty() || isSmallList(list);
      default -> true;
    };
  }

  private static boolean isSmallList(List<?> list) {
    long sum = BEGINNING;
    for (Object element : list) {
      sum +=
          element instanceof String text
              ? base64((long) BYTES_PER_CHARACTER * text.length())
              : WRITTEN_OUT.most();
      sum += SEPARATOR;
    }
    return sum <= BYTES_MAX;
  }

  @Override
  public Bytes bytes(Object value, boolean written) {
    return switch (value) {
      case String text -> Bytes.exactly(utf8(text));
      case byte[] bytes -> ofBytes(bytes);
      case List<?> list -> ofList(list);
      default -> Bytes.NONE;
    };
  }

  private static Bytes ofBytes(byte[] bytes) {
    long sum = BEGINNING;
    for (byte one : bytes) {
      sum += Double.toString(one).length() + SEPARATOR;
    }
    return Bytes.exactly(sum);
  }

  private static Bytes ofList(List<?> list) {
    Bytes sum = Bytes.exactly(BEGINNING);
    for (Object element : list) {
      sum = sum.plus(ofElement(element)).plus(Bytes.exactly(SEPARATOR));
    }
    return sum;
  }

  private static Bytes ofElement(Object element) {
    return switch (element) {
      case String text -> Bytes.exactly(base64(utf8(text)));
      case Boolean truth -> Bytes.exactly(truth.toString().length());
      case Long number -> ofNumber(number.doubleValue());
      case Double number -> ofNumber(number);
      case LocalDate date -> Bytes.exactly(date.toString().length());
      default -> WRITTEN_OUT;
    };
  }

  private static Bytes ofNumber(double number) {
    return Math.abs(number) < PLAIN && number == Math.rint(number)
        ? Bytes.exactly(Double.toString(number).length())
        : WRITTEN_OUT;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Three bytes are four characters, the last of them filled up. */
  private static long base64(long bytes) {
    return (bytes + 2) / 3 * 4;
  }
}
