package org.drover.shared.neo4j;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * A key some way into a slice of a property's keyspace, found in the index, in its order.
 *
 * @param from the key before the slice's first one; null below every key
 * @param end its last key
 */
record KeyBehind(Members members, Keyspace.Property keyspace, @Nullable Key from, Key end) {

  /** Empty if that is behind the slice, or its last key. */
  Optional<Key> find(Transaction transaction, long skipped) {
    return transaction.run(Cypher.PREFIX + text(), Values.value(parameters(skipped))).stream()
        .map(row -> Key.of(row.get("k").asObject()))
        .filter(key -> !key.equals(end))
        .findFirst();
  }

  /** The bounds are exchanged for keys of the index, for the same reason as in {@link Finding}. */
  String text() {
    String key = Cypher.property(keyspace.name());
    String typed = key + " IS :: " + Finding.typeName(keyspace.type()) + " NOT NULL";
    String match = "MATCH " + members.pattern() + " " + members.hint(keyspace.name()) + " WHERE ";
    String above = from == null ? " <= $end" : " > $from";
    return Finding.next(match + key + above + " AND " + typed, key, "ASC", "first")
        + Finding.next(match + key + " <= $end AND " + typed, key, "DESC", "last")
        + "CALL (first, last) {\n  "
        + (match + key + " >= first AND " + key + " <= last AND " + typed + members.andWhere())
        + ("\n  WITH " + key + " AS k ORDER BY k SKIP $skipped LIMIT 1\n  RETURN k\n}\nRETURN k");
  }

  Map<String, Value> parameters(long skipped) {
    Map<String, Value> parameters = new HashMap<>();
    parameters.put("end", Values.value(end.value()));
    parameters.put("skipped", Values.value(skipped));
    if (from != null) {
      parameters.put("from", Values.value(from.value()));
    }
    return parameters;
  }
}
