package org.drover.shared.neo4j;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.graph.KeyCensus;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** Looks at the values of an indexed property, in the index and in its order. */
final class KeyPlanning {

  /** Up to so many keys a shard are looked at; shards then differ by about a tenth. */
  private static final int SAMPLE_PER_SHARD = 500;

  /** As a literal it would be too great before its sign is seen. */
  private static final Value LEAST = Values.parameters("least", Long.MIN_VALUE);

  private final Database database;
  private final Selection selection;
  private final String name;
  private final String property;
  private final Members members;

  KeyPlanning(Database database, Selection selection, String name) {
    this.database = database;
    this.selection = selection;
    this.name = name;
    this.property = Cypher.property(name);
    this.members = new Members(selection);
  }

  KeyCensus census() {
    return database.plan("counting the values of " + name, this::census);
  }

  private KeyCensus census(Transaction transaction) {
    new Indexes(selection).require(transaction, name);
    String count = "count(CASE WHEN %s IS :: %s NOT NULL THEN 1 END)";
    Record row =
        transaction
            .run(
                Cypher.PREFIX
                    + ("MATCH " + members.pattern() + " WHERE " + property + " IS NOT NULL")
                    + (members.andWhere() + "\nRETURN count(n), ")
                    + (count.formatted(property, "STRING") + ", ")
                    + count.formatted(property, "INTEGER"))
            .single();
    long carriers = row.get(0).asLong();
    long strings = row.get(1).asLong();
    long integers = row.get(2).asLong();
    long all =
        transaction
            .run(
                Cypher.PREFIX
                    + ("MATCH " + members.pattern() + members.where() + "\nRETURN count(n)"))
            .single()
            .get(0)
            .asLong();
    // Somebody may write between the two counts.
    long missing = Math.max(0, all - carriers);
    return new KeyCensus(strings, integers, carriers - strings - integers, missing);
  }

  /** Every key where they are few, else a sample of them; the index gives both in order. */
  List<Key> boundaries(Keyspace.Property.Type type, int shards) {
    return database.plan(
        "dividing " + selection.called() + " by " + name,
        transaction -> {
          new Indexes(selection).require(transaction, name);
          String match = match(type);
          double share = share(transaction, match, shards);
          List<Key> sample =
              keys(
                  transaction,
                  match + " AND ($share >= 1 OR rand() < $share)" + members.andWhere(),
                  "ORDER BY k",
                  share);
          List<Key> greatest =
              keys(transaction, match + members.andWhere(), "ORDER BY k DESC LIMIT 1", share);
          return divide(sample, greatest, shards);
        });
  }

  private static List<Key> divide(List<Key> sample, List<Key> greatest, int shards) {
    List<Key> bounds = new ArrayList<>();
    for (int shard = 1; shard < shards; shard++) {
      int position = (int) ((long) sample.size() * shard / shards) - 1;
      if (position >= 0) {
        addNew(bounds, sample.get(position));
      }
    }
    greatest.forEach(key -> addNew(bounds, key));
    return bounds;
  }

  private static void addNew(List<Key> bounds, Key key) {
    if (bounds.isEmpty() || !bounds.getLast().equals(key)) {
      bounds.add(key);
    }
  }

  private double share(Transaction transaction, String match, int shards) {
    long count =
        transaction
            .run(Cypher.PREFIX + match + "\nRETURN count(n)", LEAST)
            .single()
            .get(0)
            .asLong();
    return count == 0 ? 1 : (double) shards * SAMPLE_PER_SHARD / count;
  }

  private List<Key> keys(Transaction transaction, String match, String order, double share) {
    return transaction
        .run(
            Cypher.PREFIX + match + "\nRETURN " + property + " AS k " + order,
            Values.parameters("share", share, "least", Long.MIN_VALUE))
        .list(row -> Key.of(row.get("k").asObject()));
  }

  /** A range that begins below every value of the type keeps the index from giving others. */
  private String match(Keyspace.Property.Type type) {
    String range =
        switch (type) {
          case STRING -> property + " >= ''";
          case INTEGER -> property + " >= $least";
        };
    return "MATCH "
        + (members.pattern() + " " + members.hint(name) + " WHERE " + range)
        + (" AND " + property + " IS :: " + Finding.typeName(type) + " NOT NULL");
  }
}
