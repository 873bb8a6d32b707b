package org.drover.shared.specfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.drover.shared.written.PlainScalar;
import org.drover.shared.written.Written;

/**
 * Reads a table from values to something else, which has two forms: a mapping, where a key without
 * quotes may be an integer or a boolean, and a list of {@code {from, to}}, which JSON needs for
 * other keys than text.
 */
final class Table {

  private static final String EXPECTED =
      "a mapping, or a list of {from, to}, with at least one row";
  private static final String EXPECTED_KEY = "text, an integer, or true or false";

  private Table() {}

  /**
   * @param meaning what stands beside a value
   */
  static <T> Map<Object, T> read(Spot spot, Function<Spot, T> meaning) {
    Map<Object, T> table = new LinkedHashMap<>();
    if (spot.isListing()) {
      rows(spot.someItems(EXPECTED), meaning, table);
    } else {
      fields(spot.someFields(EXPECTED), meaning, table);
    }
    return Collections.unmodifiableMap(table);
  }

  private static <T> void fields(
      List<Spot.Named> fields, Function<Spot, T> meaning, Map<Object, T> table) {
    for (Spot.Named field : fields) {
      Spot value = field.value();
      Written key =
          field.plain()
              ? PlainScalar.read(field.key(), field.place(), value.path(), value.problems())
              : new Written.Scalar(field.place(), field.key());
      add(new Spot(key, value.path(), value.problems()), meaning.apply(value), table);
    }
  }

  private static <T> void rows(List<Spot> rows, Function<Spot, T> meaning, Map<Object, T> table) {
    for (Spot row : rows) {
      Fields fields = Fields.open(row, Form.TABLE_ROW);
      add(fields.get("from"), meaning.apply(fields.get("to")), table);
    }
  }

  private static <T> void add(Spot key, T value, Map<Object, T> table) {
    if (!(key.written() instanceof Written.Scalar scalar) || scalar.value() instanceof Double) {
      key.mismatch(EXPECTED_KEY);
    } else if (table.putIfAbsent(scalar.value(), value) != null) {
      key.refuse("the same value again");
    }
  }
}
