package org.drover.shared.neo4j;

import org.drover.shared.graph.OpenRange.Shared;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * Asks which values of a property some members share with each other, or with others. Each value is
 * looked up in the index once, however many have it: pairs of them would be as many as the square.
 */
record Sharing(Members members, String property) {

  /** A statement over {@code $ids}. */
  String text() {
    String value = Cypher.property(property);
    return "UNWIND $ids AS i\nMATCH "
        + (members.anything() + " WHERE id(n) = i AND " + value + " IS NOT NULL\n")
        + ("WITH " + value + " AS shared, collect(i) AS found\nCALL (shared) {\n  MATCH ")
        + (members.pattern() + " " + members.hint(property) + " WHERE " + value + " = shared\n")
        + "  RETURN count(n) AS holders, min(id(n)) AS lowest, max(id(n)) AS highest\n}\n"
        + "WITH * WHERE holders > 1 RETURN found, holders, lowest, highest";
  }

  static Shared of(Record row) {
    return new Shared(
        row.get("found").asList(Value::asLong).stream().sorted().toList(),
        row.get("lowest").asLong(),
        row.get("highest").asLong(),
        row.get("holders").asLong());
  }
}
