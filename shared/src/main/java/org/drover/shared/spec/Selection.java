package org.drover.shared.spec;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a migration visits.
 *
 * @param name the label or the relationship type, as in the graph, not escaped
 * @param where a Cypher predicate over {@code n} that narrows the scope, or null for all
 * @param anyOf for members that are known by their ids: labels of which each has at least one, or
 *     none if it needs none; null if each has the {@code name}
 */
public record Selection(
    Kind kind, String name, @Nullable String where, @Nullable SortedSet<String> anyOf) {

  /** Whether the visited things are nodes of a label or relationships of a type. */
  public enum Kind {
    NODE,
    RELATIONSHIP
  }

  /** One whose members all have the name. */
  public Selection(Kind kind, String name, @Nullable String where) {
    this(kind, name, where, null);
  }

  public static Selection nodes(String label) {
    return new Selection(Kind.NODE, label, null);
  }

  public static Selection relationships(String type) {
    return new Selection(Kind.RELATIONSHIP, type, null);
  }
}
