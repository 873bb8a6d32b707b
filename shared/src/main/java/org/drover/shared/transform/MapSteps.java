package org.drover.shared.transform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;

/** The steps that fold properties into one, and unfold it. */
final class MapSteps {

  private MapSteps() {}

  static void intoMap(Step.IntoMap step, Columns columns) {
    for (int row = 0; row < columns.size(); row++) {
      try {
        Map<String, Object> present = present(step.of(), columns, row);
        if (step.keep()) {
          columns.set(step.into(), row, present.isEmpty() ? null : PropertyMap.text(present));
        } else if (!present.isEmpty()) {
          fold(step, present, columns, row);
        }
      } catch (NoMapException refusal) {
        columns.refuse(row, "into-map", refusal.reason());
      }
    }
  }

  /**
   * What an earlier fold left in the map stays there, for a sweep meets only what came since. A
   * text that is no map is not overwritten.
   */
  private static void fold(
      Step.IntoMap step, Map<String, Object> present, Columns columns, int row) {
    Object before = columns.value(step.into(), row);
    Map<String, Object> map =
        new LinkedHashMap<>(before == null ? Map.of() : read(step.into(), before));
    map.putAll(present);
    columns.set(step.into(), row, PropertyMap.text(map));
    step.of().forEach(name -> columns.set(name, row, null));
  }

  static void fromMap(Step.FromMap step, Columns columns) {
    for (int row = 0; row < columns.size(); row++) {
      Object value = columns.value(step.of(), row);
      if (value == null) {
        continue;
      }
      try {
        unfold(step, read(step.of(), value), columns, row);
      } catch (NoMapException refusal) {
        columns.refuse(row, "from-map", refusal.reason());
      }
    }
  }

  /** What nobody names stays in the map, so that nothing is lost. */
  private static void unfold(Step.FromMap step, Map<String, Object> map, Columns columns, int row) {
    Map<String, Object> rest = new LinkedHashMap<>(map);
    for (String name : step.into()) {
      Object value = rest.remove(name);
      if (value != null) {
        columns.set(name, row, value);
      }
    }
    if (!step.keep() && rest.size() < map.size()) {
      columns.set(step.of(), row, rest.isEmpty() ? null : PropertyMap.text(rest));
    }
  }

  private static Map<String, Object> read(String property, Object value) {
    if (!(value instanceof String text)) {
      throw new NoMapException(property + ": expected a map as JSON text, found another type");
    }
    try {
      return PropertyMapReader.read(text);
    } catch (NoMapException refusal) {
      throw new NoMapException(property + ": " + refusal.reason());
    }
  }

  private static Map<String, Object> present(List<String> names, Columns columns, int row) {
    Map<String, Object> present = new LinkedHashMap<>();
    for (String name : names) {
      @Nullable Object value = columns.value(name, row);
      if (value != null) {
        present.put(name, value);
      }
    }
    return present;
  }
}
