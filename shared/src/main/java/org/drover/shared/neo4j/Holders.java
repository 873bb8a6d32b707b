package org.drover.shared.neo4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * Asks who has a value that a constraint allows only once, in the constraint's own index: it finds
 * what the constraint would.
 */
record Holders(Uniqueness unique, Members members) {

  static Holders of(Uniqueness unique, Selection.Kind kind) {
    return new Holders(unique, new Members(new Selection(kind, unique.of(), null)));
  }

  /** By the places of the values in the list. */
  Map<Integer, Long> find(List<List<Object>> values, Transaction transaction) {
    Value[] columns = new Value[unique.properties().size()];
    for (int column = 0; column < columns.length; column++) {
      int at = column;
      columns[column] = Cells.list(values.stream().map(value -> value.get(at)).toArray());
    }
    Result result =
        transaction.run(Cypher.PREFIX + text(), Values.parameters("values", Values.value(columns)));
    Map<Integer, Long> found = new HashMap<>();
    while (result.hasNext()) {
      Record row = result.next();
      found.put(row.get("i").asInt(), row.get("holder").asLong());
    }
    requireIndex(result);
    return found;
  }

  /** A statement over {@code $values}, a list for each property. */
  String text() {
    return "UNWIND range(0, size($values[0]) - 1) AS i\nWITH i, "
        + each("$values[%2$d][i] AS v%2$d", ", ")
        + ("\nMATCH " + members.pattern() + " " + members.hint(unique.properties()))
        + (" WHERE " + each("%1$s = v%2$d", " AND ") + "\nRETURN i, id(n) AS holder");
  }

  private String each(String form, String between) {
    return IntStream.range(0, unique.properties().size())
        .mapToObj(at -> form.formatted(Cypher.property(unique.properties().get(at)), at))
        .collect(Collectors.joining(between));
  }

  private void requireIndex(Result result) {
    if (!Hints.unmet(result.consume()).isEmpty()) {
      throw new GraphException(
          Kind.FATAL,
          "the constraint that makes '%s' unique among %s was dropped since the pass began. Resume; then it goes without."
              .formatted(unique.called(), unique.of()),
          null);
    }
  }
}
