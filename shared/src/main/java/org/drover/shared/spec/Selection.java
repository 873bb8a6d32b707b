package org.drover.shared.spec;

import org.jspecify.annotations.Nullable;

/**
 * What a migration visits.
 *
 * @param name the label or the relationship type, as in the graph, not escaped
 * @param where a Cypher predicate over {@code n} that narrows the scope, or null for all
 */
public record Selection(Kind kind, String name, @Nullable String where) {

  /** Whether the visited things are nodes of a label or relationships of a type. */
  public enum Kind {
    NODE,
    RELATIONSHIP
  }

  public static Selection nodes(String label) {
    return new Selection(Kind.NODE, label, null);
  }

  public static Selection relationships(String type) {
    return new Selection(Kind.RELATIONSHIP, type, null);
  }
}
