package org.drover.shared.neo4j;

import java.util.HashMap;
import java.util.Map;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeRequest.IdList;
import org.drover.shared.graph.RangeRequest.IdSlice;
import org.drover.shared.graph.RangeRequest.PropertySlice;
import org.drover.shared.keyspace.Keyspace;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * The beginning of a statement: it finds a request's members, locks them, and leaves one row with
 * the list {@code ns} of them and the last key {@code to}.
 *
 * <p>Whatever was read before the lock may be stale by the time the lock is granted. So what made a
 * thing a member is asked again afterwards, of the thing itself, which the planner cannot answer
 * from what an index said before.
 *
 * @param sought the property in whose index it seeks; null if it seeks by id
 */
record Finding(String text, Map<String, Value> parameters, @Nullable String sought) {

  private Finding(String text, Map<String, Value> parameters) {
    this(text, parameters, null);
  }

  static Finding of(RangeRequest request, Members members, boolean lock) {
    return switch (request) {
      case IdSlice slice ->
          new Finding(
              byId("range($from + 1, $to)", members, lock),
              Map.of("from", Values.value(slice.from()), "to", Values.value(slice.to())));
      case IdList list ->
          new Finding(
              byId("$ids", members, lock),
              Map.of("ids", Values.value(list.ids()), "to", Values.value(list.to())));
      case PropertySlice slice -> byProperty(slice, members, lock);
    };
  }

  /** Members that this transaction has found, and locked, before; nothing is asked again. */
  static Finding again(long[] ids, Members members) {
    return new Finding(
        seek("$ids", members) + "WITH collect(n) AS ns\nWITH null AS to, ns\n",
        Map.of("ids", Values.value(ids)));
  }

  /** Whatever has these ids, whether it is a member or not, as far as a member may change. */
  static Finding byIds(long[] ids, Members members, boolean lock) {
    return new Finding(
        seek("$ids", members)
            + ("WITH n WHERE true" + members.andForGood() + "\n")
            + (lock ? "REMOVE n." + Cypher.LOCK + "\n" : "")
            + "WITH collect(n) AS ns\nWITH null AS to, ns\n",
        Map.of("ids", Values.value(ids)));
  }

  private static String byId(String ids, Members members, boolean lock) {
    String found = seek(ids, members) + "WITH n WHERE " + members.scope() + "\n";
    return lock
        ? found
            + "WITH collect(n) AS found\n"
            + locking("found")
            + ("WITH $to AS to, [n IN found WHERE " + members.scope() + "] AS ns\n")
        : found + "WITH collect(n) AS ns\nWITH $to AS to, ns\n";
  }

  /**
   * Whatever has these ids, one a row. It is a subquery, for so the planner sees nothing but ids:
   * what else is asked of a member could look rarer to it than an id, and it would ask an index for
   * that, for each id anew. One by one, for of many at a time it thinks by how few things there are
   * when it plans, and would read all of them in each range when they have become many.
   */
  static String seek(String ids, Members members) {
    return "CALL () { UNWIND %s AS i MATCH %s WHERE id(n) = i RETURN n }\n"
        .formatted(ids, members.anything());
  }

  /**
   * Seeks in the index, which gives the order too. If the limit cuts those that share the last key,
   * all of them are fetched by that key instead.
   *
   * <p>The bounds are first exchanged for the keys in the index that are next to them: a server
   * compares a string that came as a parameter by other rules than its index, and a range between
   * U+E000 and what lies beyond U+FFFF would be found empty.
   *
   * <p>Whoever is found by an equal key has, to the planner, the very one that was sought, also
   * where it is 1 and his is 1.0. So his type is asked of the thing itself, too.
   */
  private static Finding byProperty(PropertySlice slice, Members members, boolean lock) {
    String key = Cypher.property(slice.keyspace().name());
    String typed = key + " IS :: " + typeName(slice.keyspace().type()) + " NOT NULL";
    String match =
        "MATCH " + members.pattern() + " " + members.hint(slice.keyspace().name()) + " WHERE ";
    String above = slice.from() == null ? " <= $end" : " > $from";
    String text =
        next(match + key + above + " AND " + typed, key, "ASC", "first")
            + next(match + key + " <= $end AND " + typed, key, "DESC", "last")
            + "CALL (first, last) {\n  "
            + (match + key + " >= first AND " + key + " <= last AND " + typed + members.andWhere())
            + ("\n  WITH n, " + key + " AS k ORDER BY k LIMIT $limit")
            + "\n  RETURN collect(n) AS found, collect(k) AS keys\n}\n"
            + "WITH first, last, found, keys, keys[-1] AS reached, size(keys) < $limit AS all\n"
            + "CALL (reached) {\n  "
            + (match + key + " = reached" + members.andWhere() + "\n  WITH collect(n) AS equal")
            + ("\n  RETURN [n IN equal WHERE " + typed + "] AS ties\n}\n")
            + "WITH first, CASE WHEN all THEN last ELSE reached END AS until,\n"
            + "  CASE WHEN all THEN $end ELSE reached END AS to,\n"
            + "  found[..size([k IN keys WHERE k <> reached])] + ties AS ns\n";
    if (lock) {
      text +=
          locking("ns")
              + ("WITH to, [n IN ns WHERE " + key + " >= first AND " + key + " <= until AND ")
              + (typed + " AND " + members.scope() + "] AS ns\n");
    }
    return new Finding(text, parameters(slice), slice.keyspace().name());
  }

  /**
   * Locks what the list holds: to remove a property that is not there takes the lock and writes
   * nothing. The list is one value of one row, so all of it is locked before the next clause sees
   * the row; and it costs the database less than a row for each of them does.
   */
  private static String locking(String list) {
    return "FOREACH (n IN " + list + " | REMOVE n." + Cypher.LOCK + ")\n";
  }

  static String next(String match, String key, String direction, String name) {
    return "CALL () {\n  "
        + (match + "\n  WITH " + key + " AS k ORDER BY k " + direction + " LIMIT 1")
        + ("\n  RETURN collect(k)[0] AS " + name + "\n}\n");
  }

  private static Map<String, Value> parameters(PropertySlice slice) {
    Map<String, Value> parameters = new HashMap<>();
    if (slice.from() != null) {
      parameters.put("from", Values.value(slice.from().value()));
    }
    parameters.put("end", Values.value(slice.end().value()));
    parameters.put("limit", Values.value(slice.limit()));
    return parameters;
  }

  /** The name of a key's type in the query language. */
  static String typeName(Keyspace.Property.Type type) {
    return switch (type) {
      case STRING -> "STRING";
      case INTEGER -> "INTEGER";
    };
  }
}
