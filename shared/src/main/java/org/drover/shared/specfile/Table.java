package org.drover.shared.specfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.written.PlainScalar;
import org.drover.shared.written.Written;

/**
 * Reads the table of a map step, which has two forms: a mapping, where a key without quotes may be
 * an integer or a boolean, and a list of {@code {from, to}}, which JSON needs for other keys than
 * text.
 */
final class Table {

  private static final String EXPECTED =
      "a mapping, or a list of {from, to}, with at least one row";
  private static final String EXPECTED_KEY = "text, an integer, or true or false";

  private Table() {}

  static Map<Object, Object> read(Spot spot) {
    Map<Object, Object> table = new LinkedHashMap<>();
    if (spot.isListing()) {
      rows(spot.someItems(EXPECTED), table);
    } else {
      fields(spot.someFields(EXPECTED), table);
    }
    return Collections.unmodifiableMap(table);
  }

  private static void fields(List<Spot.Named> fields, Map<Object, Object> table) {
    for (Spot.Named field : fields) {
      Spot value = field.value();
      Written key =
          field.plain()
              ? PlainScalar.read(field.key(), field.place(), value.path(), value.problems())
              : new Written.Scalar(field.place(), field.key());
      add(new Spot(key, value.path(), value.problems()), value, table);
    }
  }

  private static void rows(List<Spot> rows, Map<Object, Object> table) {
    for (Spot row : rows) {
      Fields fields = Fields.open(row, Form.TABLE_ROW);
      add(fields.get("from"), fields.get("to"), table);
    }
  }

  private static void add(Spot key, Spot value, Map<Object, Object> table) {
    Object constant = Constants.value(value);
    if (!(key.written() instanceof Written.Scalar scalar) || scalar.value() instanceof Double) {
      key.mismatch(EXPECTED_KEY);
    } else if (table.putIfAbsent(scalar.value(), constant) != null) {
      key.refuse("the same value again");
    }
  }
}
