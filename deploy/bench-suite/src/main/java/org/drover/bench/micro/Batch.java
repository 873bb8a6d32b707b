package org.drover.bench.micro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/** A range's nodes as they come from the graph: four short strings each. */
final class Batch {

  static final int NODES = 10_000;
  static final List<String> NAMES = List.of("value", "field", "row_key", "dump");

  private final long[] ids = new long[NODES];
  private final List<Map<String, Object>> nodes = new ArrayList<>(NODES);

  Batch() {
    for (int row = 0; row < NODES; row++) {
      ids[row] = row;
      nodes.add(node(row));
    }
  }

  private static Map<String, Object> node(int row) {
    return Map.of(
        "value",
        "Person" + row + "@Example.com ",
        "field",
        "email",
        "row_key",
        "row-" + row,
        "dump",
        "breach_2024");
  }

  long[] ids() {
    return ids;
  }

  List<Map<String, Object>> nodes() {
    return nodes;
  }

  @Nullable Object[] column(String name) {
    return nodes.stream().map(node -> node.get(name)).toArray();
  }

  /** Read anew, with the property that is to be written among them. */
  Columns columns() {
    Map<String, @Nullable Object[]> columns = new LinkedHashMap<>();
    NAMES.forEach(name -> columns.put(name, column(name)));
    columns.put("key", new Object[NODES]);
    columns.put("key_version", new Object[NODES]);
    return Columns.read(ids, columns, null, null);
  }
}
