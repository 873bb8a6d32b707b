package org.drover.shared.neo4j;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drover.shared.graph.OpenRange.Pair;
import org.neo4j.driver.Record;

/**
 * Asks who has the same values as a member with a lower id. Those of one range that are the same
 * look for the lowest together: if each did, it would look at as many as the square of them.
 *
 * @param by the properties; the first one has an index
 */
record Twins(Members members, List<String> by) {

  /** A statement over {@code $ids}. */
  String text() {
    return "UNWIND $ids AS i\nMATCH "
        + (members.anything() + " WHERE id(n) = i AND " + each("%s IS NOT NULL", " AND ") + "\n")
        + ("WITH " + each("%s AS v%d", ", ") + ", collect(i) AS found\n")
        + ("CALL (" + each("v%2$d", ", ") + ") {\n  MATCH " + members.pattern() + " ")
        + (members.hint(by.getFirst()) + " WHERE " + each("%s = v%d", " AND "))
        + (members.andWhere() + "\n  RETURN min(id(n)) AS lower\n}\n")
        + "UNWIND found AS higher\nWITH lower, higher WHERE lower < higher RETURN lower, higher";
  }

  private String each(String form, String between) {
    return IntStream.range(0, by.size())
        .mapToObj(place -> form.formatted(Cypher.property(by.get(place)), place))
        .collect(Collectors.joining(between));
  }

  static Pair of(Record row) {
    return new Pair(row.get("lower").asLong(), row.get("higher").asLong());
  }
}
