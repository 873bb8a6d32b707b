package org.drover.shared.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps that move properties, or set them to constants. */
final class PropertySteps {

  private PropertySteps() {}

  static void set(Map<String, Object> values, Columns columns) {
    values.forEach((name, value) -> fill(name, value, columns));
  }

  static void remove(List<String> names, Columns columns) {
    names.forEach(name -> fill(name, null, columns));
  }

  static void fill(String name, @Nullable Object value, Columns columns) {
    @Nullable Object[] values = new Object[columns.size()];
    Arrays.fill(values, value);
    columns.replace(name, values);
  }

  static void defaults(Map<String, Object> values, Columns columns) {
    for (int row = 0; row < columns.size(); row++) {
      defaults(values, columns, row);
    }
  }

  static void defaults(Map<String, Object> values, Columns columns, int row) {
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      if (columns.value(entry.getKey(), row) == null) {
        columns.set(entry.getKey(), row, entry.getValue());
      }
    }
  }

  /** All names move at once, so that two properties can change places. */
  static void rename(Map<String, String> names, Columns columns) {
    List<Move> moves = moves(names, columns);
    moves.forEach(move -> move.each((row, value) -> columns.set(move.from, row, null)));
    moves.forEach(move -> move.each((row, value) -> columns.set(move.to, row, value)));
  }

  /** All names are read before any is written, as in a rename. */
  static void copy(Map<String, String> names, Columns columns) {
    moves(names, columns)
        .forEach(move -> move.each((row, value) -> columns.set(move.to, row, value)));
  }

  private static List<Move> moves(Map<String, String> names, Columns columns) {
    List<Move> moves = new ArrayList<>();
    names.forEach((from, to) -> moves.add(new Move(from, to, columns.column(from).clone())));
    return moves;
  }

  /** A property on its way, with the values it had before the step. */
  private record Move(String from, String to, @Nullable Object[] values) {

    void each(Cell consumer) {
      for (int row = 0; row < values.length; row++) {
        Object value = values[row];
        if (value != null) {
          consumer.accept(row, value);
        }
      }
    }
  }

  @FunctionalInterface
  private interface Cell {
    void accept(int row, Object value);
  }
}
