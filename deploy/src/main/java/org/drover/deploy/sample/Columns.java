package org.drover.deploy.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch on its way to the database: parallel columns, sent as one parameter each. */
final class Columns {

  private final Map<String, List<Object>> columns = new LinkedHashMap<>();
  private final String first;

  Columns(String... names) {
    first = names[0];
    for (String name : names) {
      columns.put(name, new ArrayList<>());
    }
  }

  /** Adds one row, in the order of the names. */
  void add(Object... values) {
    int index = 0;
    for (List<Object> column : columns.values()) {
      column.add(values[index++]);
    }
  }

  int size() {
    return columns.getOrDefault(first, List.of()).size();
  }

  /** The columns as parameters; from then on this is empty again. */
  Map<String, Object> take() {
    Map<String, Object> taken = new LinkedHashMap<>();
    columns.forEach((name, column) -> taken.put(name, List.copyOf(column)));
    columns.values().forEach(List::clear);
    return taken;
  }

  /** Everything, in batches of at most so many rows. */
  List<Map<String, Object>> batches(int rows) {
    List<Map<String, Object>> batches = new ArrayList<>();
    for (int from = 0; from < size(); from += rows) {
      int end = Math.min(size(), from + rows);
      Map<String, Object> batch = new LinkedHashMap<>();
      for (Map.Entry<String, List<Object>> column : columns.entrySet()) {
        batch.put(column.getKey(), column.getValue().subList(from, end));
      }
      batches.add(batch);
    }
    return batches;
  }
}
