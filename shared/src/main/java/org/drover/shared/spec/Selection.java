package org.drover.shared.spec;

import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a migration visits.
 *
 * @param name the label or the relationship type, as in the graph, not escaped; null for all of the
 *     kind, but what Drover keeps in the graph itself
 * @param where a Cypher predicate over {@code n} that narrows the scope, or null for all
 * @param anyOf for members that are known by their ids: labels of which each has at least one, or
 *     none if it needs none; null if each has the {@code name}
 */
public record Selection(
    Kind kind, @Nullable String name, @Nullable String where, @Nullable SortedSet<String> anyOf) {

  /** Whether the visited things are nodes or relationships. */
  public enum Kind {
    NODE,
    RELATIONSHIP
  }

  /** One whose members all have the name. */
  public Selection(Kind kind, @Nullable String name, @Nullable String where) {
    this(kind, name, where, null);
  }

  public static Selection nodes(String label) {
    return new Selection(Kind.NODE, label, null);
  }

  public static Selection relationships(String type) {
    return new Selection(Kind.RELATIONSHIP, type, null);
  }

  /** The nodes of every label, and those without any. */
  public static Selection allNodes() {
    return new Selection(Kind.NODE, null, null);
  }

  public static Selection allRelationships() {
    return new Selection(Kind.RELATIONSHIP, null, null);
  }

  /** Whether its members need not have a label or type in common, and so have no index either. */
  public boolean isWhole() {
    return name == null;
  }

  /** The label or type that its members have in common; a bug if they need none. */
  public String common() {
    return Objects.requireNonNull(name, "members of all nodes have no label in common");
  }

  /** Whether it is the nodes of this label, or some of them. */
  public boolean isOfLabel(String label) {
    return kind == Kind.NODE && label.equals(name);
  }

  /** Whether every member of another selection is one of this, too, as far as can be told. */
  public boolean includes(Selection other) {
    boolean whole = name == null && where == null && kind == other.kind;
    return whole || equals(other);
  }

  /** What a sentence calls it, whatever its {@code where} says. */
  public String called() {
    if (name != null) {
      return name;
    }
    return switch (kind) {
      case NODE -> "all nodes";
      case RELATIONSHIP -> "all relationships";
    };
  }
}
