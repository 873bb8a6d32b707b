package org.drover.shared.neo4j;

import java.util.stream.Collectors;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.Transaction;

/**
 * How many members a selection has, by the database's own counts, which cost nothing however many
 * they are; only its {@code where} makes the database look at each.
 */
record Counting(Members members) {

  /** Others plan and clean up meanwhile; each of these tries takes a few milliseconds. */
  private static final int TRIES_MAX = 10;

  /** Each branch is one look at the count store. */
  static final String OWN =
      Members.OWN_LABELS.stream()
          .map(label -> "MATCH (n:" + Cypher.name(label) + ") RETURN count(n) AS own")
          .collect(Collectors.joining("\nUNION ALL\n"));

  /** With the {@code where}. */
  long narrowed(Transaction transaction) {
    return members.selection().where() == null
        ? all(transaction)
        : one(transaction, of(members.pattern() + members.where()));
  }

  /** Whatever the {@code where} says. */
  long all(Transaction transaction) {
    boolean someAreOwn =
        members.selection().isWhole() && members.selection().kind() == Selection.Kind.NODE;
    return someAreOwn ? allButOwn(transaction) : one(transaction, of(members.pattern()));
  }

  /** What is subtracted is counted before and after, so that it is of the same moment. */
  private long allButOwn(Transaction transaction) {
    long own = own(transaction);
    for (int tries = 1; ; tries++) {
      long all = one(transaction, of(members.anything()));
      long after = own(transaction);
      if (own == after || tries == TRIES_MAX) {
        return all - after;
      }
      own = after;
    }
  }

  static String of(String pattern) {
    return "MATCH " + pattern + "\nRETURN count(n)";
  }

  private static long own(Transaction transaction) {
    return transaction.run(Cypher.PREFIX + OWN).stream()
        .mapToLong(row -> row.get("own").asLong())
        .sum();
  }

  private static long one(Transaction transaction, String query) {
    return transaction.run(Cypher.PREFIX + query).single().get(0).asLong();
  }
}
