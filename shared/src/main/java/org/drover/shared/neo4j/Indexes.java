package org.drover.shared.neo4j;

import java.util.HashSet;
import java.util.Set;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Inspection.IndexedProperty;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;

/**
 * The range indexes over a single property that a selection has and that are online. An index is of
 * one label or type, so that a whole kind has none.
 */
final class Indexes {

  private final Selection selection;

  Indexes(Selection selection) {
    this.selection = selection;
  }

  Set<IndexedProperty> online(Transaction transaction) {
    Set<IndexedProperty> online = new HashSet<>();
    for (Record index :
        transaction
            .run(
                Cypher.PREFIX
                    + "SHOW RANGE INDEXES YIELD entityType, labelsOrTypes, properties,"
                    + " owningConstraint, state WHERE state = 'ONLINE' AND size(properties) = 1"
                    + " RETURN *")
            .list()) {
      if (isOurs(index)) {
        online.add(
            new IndexedProperty(
                index.get("properties").get(0).asString(),
                !index.get("owningConstraint").isNull()));
      }
    }
    return online;
  }

  /** Without its index the server would answer all the same, by a scan each time. */
  void require(Transaction transaction, String property) {
    if (online(transaction).stream().noneMatch(index -> index.property().equals(property))) {
      throw new GraphException(
          GraphException.Kind.FATAL,
          "%s has no range index on '%s' that is online, and without it every range would scan the whole. Create it, wait until it is online, then resume."
              .formatted(selection.called(), property),
          null);
    }
  }

  private boolean isOurs(Record index) {
    String name = selection.name();
    return name != null
        && index.get("entityType").asString().equals(selection.kind().name())
        && index.get("labelsOrTypes").asList(Value::asString).contains(name);
  }
}
