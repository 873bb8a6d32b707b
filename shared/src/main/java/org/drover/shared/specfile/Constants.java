package org.drover.shared.specfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.written.Written;

/**
 * Reads values that a property can hold: text, integer, decimal, boolean, or a list of one of them.
 */
final class Constants {

  private static final String EXPECTED =
      "text, an integer, a decimal number, true or false, or a list of one of these";

  private Constants() {}

  static Object value(Spot spot) {
    if (spot.written() instanceof Written.Scalar scalar) {
      return scalar.value();
    }
    if (spot.isListing()) {
      return list(spot.items(EXPECTED));
    }
    if (spot.written() instanceof Written.Nothing) {
      spot.refuse("expected " + EXPECTED + ", found nothing; 'remove' takes a property away");
    } else {
      spot.mismatch(EXPECTED);
    }
    return "";
  }

  /** Property names with their values, in the order of the text. */
  static Map<String, Object> properties(List<Spot.Named> fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Spot.Named field : fields) {
      values.put(Names.property(field), value(field.value()));
    }
    return Collections.unmodifiableMap(values);
  }

  private static List<Object> list(List<Spot> items) {
    List<Object> values = new ArrayList<>();
    for (Spot item : items) {
      if (!(item.written() instanceof Written.Scalar scalar)) {
        item.mismatch("text, an integer, a decimal number, or true or false");
      } else if (!values.isEmpty() && values.get(0).getClass() != scalar.value().getClass()) {
        item.refuse(
            "a list holds values of one kind; it begins with "
                + new Written.Scalar(scalar.place(), values.get(0)).kind()
                + ", and this is "
                + scalar.kind());
      } else {
        values.add(scalar.value());
      }
    }
    return Collections.unmodifiableList(values);
  }
}
