package org.drover.shared.neo4j;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Inspection.IndexedProperty;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.graph.ValueIndex;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;

/**
 * The range indexes over a single property that a selection has and that are online. An index is of
 * one label or type, so that a whole kind has none. Besides, those that stand for constraints.
 */
final class Indexes {

  private static final String BOUNDED =
      "SHOW INDEXES YIELD entityType, labelsOrTypes, properties, type, state"
          + " WHERE type IN ['RANGE', 'TEXT'] AND state <> 'FAILED' RETURN *";

  private final Selection selection;

  Indexes(Selection selection) {
    this.selection = selection;
  }

  Set<IndexedProperty> online(Transaction transaction) {
    Set<IndexedProperty> online = new HashSet<>();
    for (Record index : all(transaction)) {
      List<String> properties = properties(index);
      if (isOurs(index) && properties.size() == 1) {
        online.add(new IndexedProperty(properties.getFirst(), isUnique(index)));
      }
    }
    return online;
  }

  /** Those of whatever label or type that stand for a constraint. */
  static Set<Uniqueness> unique(Transaction transaction, Selection.Kind kind) {
    Set<Uniqueness> unique = new HashSet<>();
    for (Record index : all(transaction)) {
      if (isUnique(index) && isOf(kind, index)) {
        unique.add(new Uniqueness(index.get("labelsOrTypes").get(0).asString(), properties(index)));
      }
    }
    return unique;
  }

  /**
   * Those of whatever label or type that refuse values for their size, or will when they are
   * online.
   */
  static Set<ValueIndex> bounded(Transaction transaction, Selection.Kind kind) {
    Set<ValueIndex> bounded = new HashSet<>();
    for (Record index : transaction.run(Cypher.PREFIX + BOUNDED).list()) {
      if (isOf(kind, index)) {
        String of = index.get("labelsOrTypes").get(0).asString();
        bounded.add(
            index.get("type").asString().equals("TEXT")
                ? new TextIndex(of, properties(index))
                : new RangeIndex(of, properties(index)));
      }
    }
    return bounded;
  }

  private static List<Record> all(Transaction transaction) {
    return transaction
        .run(
            Cypher.PREFIX
                + "SHOW RANGE INDEXES YIELD entityType, labelsOrTypes, properties,"
                + " owningConstraint, state WHERE state = 'ONLINE' RETURN *")
        .list();
  }

  private static List<String> properties(Record index) {
    return index.get("properties").asList(Value::asString);
  }

  private static boolean isUnique(Record index) {
    return !index.get("owningConstraint").isNull();
  }

  private static boolean isOf(Selection.Kind kind, Record index) {
    return index.get("entityType").asString().equals(kind.name());
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
        && isOf(selection.kind(), index)
        && index.get("labelsOrTypes").asList(Value::asString).contains(name);
  }
}
