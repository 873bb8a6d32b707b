package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.ValueIndex;
import org.drover.shared.spec.Selection;
import org.drover.shared.transform.GeoPoint;
import org.drover.shared.transform.IsoPeriod;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.Neo4jException;

/** An index takes as much as it is said to have room for, and not one more. */
@EachLine
class ValueIndexIT {

  private static final int LENGTH_MAX = 70_000;
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 1, 2, 12, 0);

  private static final List<Object> ONES =
      List.of(
          "",
          "abcdefghij",
          "é漢😀",
          7L,
          Long.MAX_VALUE,
          1.5,
          true,
          false,
          NOON.toLocalDate(),
          NOON.toLocalTime(),
          OffsetTime.of(LocalTime.NOON, ZoneOffset.UTC),
          NOON,
          ZonedDateTime.of(NOON, ZoneId.of("Europe/Paris")),
          new IsoPeriod(1, 2, 3, 4),
          new GeoPoint(7203, 1, 2, null),
          new GeoPoint(9157, 1, 2, 3.0));

  private final TestNeo4j neo4j;
  private final String label = TestNeo4j.fresh("Sized");

  ValueIndexIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
  }

  @Test
  void aRangeIndexTakesWhatFits() {
    ValueIndex index = indexed("INDEX", "v");
    assertThat(index).isInstanceOf(RangeIndex.class);
    growing().forEach(value -> requireLimit(index, value));
  }

  @Test
  void aTextIndexTakesWhatFits() {
    ValueIndex index = indexed("TEXT INDEX", "v");
    assertThat(index).isInstanceOf(TextIndex.class);
    growing().forEach(value -> requireLimit(index, value));
  }

  @Test
  void anIndexOverSeveralTakesWhatFitsTogether() {
    ValueIndex index = indexed("INDEX", "v", "w");
    List<Object> others = new ArrayList<>(ONES);
    ONES.forEach(one -> others.add(List.of(one, one)));
    others.add(List.of());
    others.add(new byte[3]);
    for (Object other : others) {
      requireLimit(index, length -> "a".repeat(length), other);
    }
  }

  private static List<IntFunction<Object>> growing() {
    List<IntFunction<Object>> growing = new ArrayList<>();
    ONES.forEach(one -> growing.add(length -> Collections.nCopies(length, one)));
    growing.add(length -> "a".repeat(length));
    growing.add(length -> "é".repeat(length));
    growing.add(length -> "漢".repeat(length));
    growing.add(length -> "😀".repeat(length));
    growing.add(length -> List.of("a".repeat(length), "b"));
    growing.add(byte[]::new);
    return growing;
  }

  private ValueIndex indexed(String kind, String... properties) {
    String on = String.join(", ", Arrays.stream(properties).map(name -> "n." + name).toList());
    neo4j.run("CREATE %s FOR (n:%s) ON (%s)".formatted(kind, label, on));
    neo4j.run("CALL db.awaitIndexes(60)");
    return neo4j.graph.ranges().bounded(Selection.Kind.NODE).stream()
        .filter(index -> index.of().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private void requireLimit(ValueIndex index, IntFunction<Object> value, Object... others) {
    int fits = last(length -> bytes(index, value.apply(length), others).most() <= index.bytesMax());
    int open =
        last(length -> bytes(index, value.apply(length), others).least() <= index.bytesMax());
    assertThat(takes(value.apply(fits), others)).as(what(value, fits, others)).isTrue();
    if (open < LENGTH_MAX) {
      assertThat(takes(value.apply(open + 1), others)).as(what(value, open + 1, others)).isFalse();
    }
    assertThat(index.isSmall(value.apply(open + 1))).isFalse();
  }

  private static String what(IntFunction<Object> value, int length, Object... others) {
    return "%s, %d long, with %s".formatted(value.apply(1), length, Arrays.toString(others));
  }

  private static ValueIndex.Bytes bytes(ValueIndex index, Object value, Object... others) {
    ValueIndex.Bytes bytes = index.bytes(value, true);
    for (Object other : others) {
      bytes = bytes.plus(index.bytes(other, true));
    }
    return bytes;
  }

  /** The longest that meets it; whatever is longer does not. */
  private static int last(IntPredicate met) {
    int low = 1;
    int high = LENGTH_MAX + 1;
    while (low + 1 < high) {
      int middle = (low + high) / 2;
      if (met.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean takes(Object value, Object... others) {
    Object other = others.length == 0 ? null : others[0];
    try (Session session = neo4j.driver.session();
        Transaction transaction = session.beginTransaction()) {
      transaction
          .run(
              "CREATE (:%s {v: $v, w: $w})".formatted(label),
              Values.parameters("v", Cells.value(value), "w", Cells.value(other)))
          .consume();
      return true;
    } catch (Neo4jException refused) {
      assertThat(refused.getMessage()).contains("too large to index");
      return false;
    }
  }
}
