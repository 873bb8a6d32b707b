package org.drover.shared.neo4j;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Relationship;

/**
 * A digest over the rows of an answer, however many. Where their order does not count it is taken
 * over the sum of the rows' own digests: the same rows as often make the same sum.
 */
final class RowsDigest {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private final boolean ordered;
  private final MessageDigest sha256 = sha256();
  private byte[] chain = new byte[0];
  private BigInteger sum = BigInteger.ZERO;
  private long rows;

  RowsDigest(boolean ordered) {
    this.ordered = ordered;
  }

  void add(Record row) {
    rows++;
    StringBuilder text = new StringBuilder();
    for (String key : row.keys()) {
      write(key, text);
      write(row.get(key).asObject(), text);
    }
    byte[] digest = sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8));
    if (ordered) {
      sha256.update(chain);
      chain = sha256.digest(digest);
    } else {
      sum = sum.add(new BigInteger(1, digest)).mod(MODULUS);
    }
  }

  long rows() {
    return rows;
  }

  String hex() {
    sha256.update(ordered ? chain : sum.toByteArray());
    byte[] whole = sha256.digest(Long.toString(rows).getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(whole);
  }

  /** Each kind of value begins otherwise, and text says how long it is. */
  private static void write(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case null -> text.append("n;");
      case String string -> text.append('s').append(string.length()).append(':').append(string);
      case Long integer -> text.append('i').append(integer.longValue()).append(';');
      case Double decimal -> text.append('f').append(decimal.doubleValue()).append(';');
      case Boolean truth -> text.append(truth ? "t;" : "u;");
      case List<?> list -> {
        text.append('[');
        list.forEach(item -> write(item, text));
        text.append(']');
      }
      case Map<?, ?> map -> {
        text.append('{');
        new TreeMap<>(map)
            .forEach(
                (key, item) -> {
                  write(key, text);
                  write(item, text);
                });
        text.append('}');
      }
      case Node node -> text.append('N').append(node.elementId()).append(';');
      case Relationship edge -> text.append('R').append(edge.elementId()).append(';');
      case Path path -> {
        text.append('P');
        path.nodes().forEach(node -> write(node, text));
        path.relationships().forEach(edge -> write(edge, text));
        text.append(';');
      }
      case byte[] bytes -> text.append('b').append(HexFormat.of().formatHex(bytes)).append(';');
      default -> write(value.getClass().getSimpleName() + " " + value, text);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException bug) {
      throw new IllegalStateException("every JDK has SHA-256", bug);
    }
  }
}
