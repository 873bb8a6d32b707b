package org.drover.shared.neo4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * The end of a statement: it returns the members of {@code ns} as one record of parallel lists.
 *
 * <p>The lists are comprehensions and not {@code collect(n.p)}, which leaves nulls out and so loses
 * the alignment.
 */
final class Reading {

  static final String LABELS = "labels";
  static final String ALL = "properties";

  private final List<String> properties;
  private final boolean labels;
  private final String label;
  private final boolean all;

  Reading(ColumnNeed need, Members members) {
    this.properties = List.copyOf(need.properties());
    this.labels = need.labels();
    this.label =
        switch (members.selection().kind()) {
          case NODE -> "labels(n)";
          case RELATIONSHIP -> "[type(n)]";
        };
    this.all = need.allProperties();
  }

  String text() {
    StringBuilder text = new StringBuilder("RETURN to, [n IN ns | id(n)] AS ids");
    of("ns").forEach((name, list) -> text.append(",\n  ").append(list).append(" AS ").append(name));
    return text.toString();
  }

  /** What is read of a list of members, each column as an expression, by its name. */
  Map<String, String> of(String members) {
    Map<String, String> lists = new LinkedHashMap<>();
    for (int column = 0; column < properties.size(); column++) {
      lists.put("c" + column, each(members, Cypher.property(properties.get(column))));
    }
    if (labels) {
      lists.put(LABELS, each(members, label));
    }
    if (all) {
      lists.put(ALL, each(members, "properties(n)"));
    }
    return lists;
  }

  private static String each(String members, String value) {
    return "[n IN " + members + " | " + value + "]";
  }

  Columns columns(Record record) {
    Map<String, @Nullable Object[]> columns = new LinkedHashMap<>();
    for (int column = 0; column < properties.size(); column++) {
      columns.put(properties.get(column), Cells.column(record.get("c" + column)));
    }
    return Columns.read(
        Cells.ids(record.get("ids")),
        columns,
        labels ? record.get("labels").asList(Reading::strings) : null,
        all ? record.get("properties").asList(Reading::properties) : null);
  }

  private static List<String> strings(Value list) {
    return list.asList(Value::asString);
  }

  private static Map<String, Object> properties(Value map) {
    return map.asMap(value -> Cells.present(value.asObject()));
  }
}
