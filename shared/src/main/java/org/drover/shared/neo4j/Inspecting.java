package org.drover.shared.neo4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.graph.Inspection;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Transaction;

/** Looks at a selection without visiting its members, save for counting who carries a property. */
final class Inspecting {

  /** Ids come one a record; a thousand at a time would wait for the network. */
  static final long FETCH_IDS = 20_000;

  private static final String ENDS = "RETURN min(id(n)), max(id(n))";

  private final Database database;
  private final Selection selection;
  private final Members members;

  Inspecting(Database database, Selection selection) {
    this.database = database;
    this.selection = selection;
    this.members = new Members(selection);
  }

  Inspection run(Set<String> properties) {
    return database.plan(
        "inspecting " + selection.called(), transaction -> run(transaction, properties));
  }

  long labelled(String label) {
    String text =
        Cypher.PREFIX
            + ("MATCH " + members.pattern() + " WHERE n:" + Cypher.name(label))
            + (members.andWhere() + "\nRETURN count(n)");
    return database.plan(
        "counting the nodes of " + selection.called() + " that have the label " + label,
        transaction -> transaction.run(text).single().get(0).asLong());
  }

  private Inspection run(Transaction transaction, Set<String> properties) {
    Set<String> known =
        strings(
            transaction,
            switch (selection.kind()) {
              case NODE -> "CALL db.labels() YIELD label RETURN label";
              case RELATIONSHIP ->
                  "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType";
            });
    known.removeAll(Members.OWN_LABELS);
    Set<String> keys = strings(transaction, "CALL db.propertyKeys() YIELD propertyKey RETURN *");
    long count = new Counting(members).all(transaction);
    Bounds bounds = bounds(transaction);
    String name = selection.name();
    return new Inspection(
        name == null || known.contains(name),
        known,
        keys,
        count,
        bounds.min(),
        bounds.max(),
        new Indexes(selection).online(transaction),
        carriers(transaction, properties, keys));
  }

  private record Bounds(long min, long max) {}

  /**
   * The index of a label or type is ordered by id, so that this reads one entry of each of its
   * ends. Of a whole kind there is none: all of its ids are read, once a planning.
   */
  private Bounds bounds(Transaction transaction) {
    if (selection.isWhole()) {
      Record ends = transaction.run(Cypher.PREFIX + match() + ENDS).single();
      return new Bounds(ends.get(0).asLong(0), ends.get(1).asLong(-1));
    }
    return new Bounds(
        one(transaction, "RETURN id(n) ORDER BY n LIMIT 1", 0),
        one(transaction, "RETURN id(n) ORDER BY n DESC LIMIT 1", -1));
  }

  private long one(Transaction transaction, String what, long otherwise) {
    Result result = transaction.run(Cypher.PREFIX + match() + what);
    return result.hasNext() ? result.single().get(0).asLong() : otherwise;
  }

  private String match() {
    return "MATCH " + members.pattern() + "\n";
  }

  private static Set<String> strings(Transaction transaction, String query) {
    return new HashSet<>(transaction.run(Cypher.PREFIX + query).list(row -> row.get(0).asString()));
  }

  /**
   * Both lines of servers answer {@code count(n.p)} of all relationships with their number, whoever
   * has the property; a case they look into.
   */
  private static String carrying(String property) {
    return "count(CASE WHEN " + Cypher.property(property) + " IS NOT NULL THEN 1 END)";
  }

  /** A name that the database does not know is carried by nobody; only for others it must look. */
  private Map<String, Long> carriers(
      Transaction transaction, Set<String> properties, Set<String> keys) {
    Map<String, Long> carriers = new HashMap<>();
    List<String> asked = new ArrayList<>();
    for (String property : properties) {
      carriers.put(property, 0L);
      if (keys.contains(property)) {
        asked.add(property);
      }
    }
    if (!asked.isEmpty()) {
      List<String> counts = asked.stream().map(Inspecting::carrying).toList();
      Record row =
          transaction
              .run(
                  Cypher.PREFIX
                      + ("MATCH " + members.pattern() + members.where())
                      + ("\nRETURN " + String.join(", ", counts)))
              .single();
      for (int column = 0; column < asked.size(); column++) {
        carriers.put(asked.get(column), row.get(column).asLong());
      }
    }
    return carriers;
  }
}
