package org.drover.shared.neo4j;

import java.util.SortedSet;
import java.util.stream.Collectors;
import org.drover.shared.spec.Selection;

/** A selection as patterns and predicates; its members are called {@code n} everywhere. */
record Members(Selection selection) {

  /** A pattern that binds members, for a planner that is to use an index of their label or type. */
  String pattern() {
    return switch (selection.kind()) {
      case NODE -> "(n:" + name() + ")";
      case RELATIONSHIP -> "()-[n:" + name() + "]->()";
    };
  }

  /** A pattern that binds anything of the members' kind, for a seek by id. */
  String anything() {
    return switch (selection.kind()) {
      case NODE -> "(n)";
      case RELATIONSHIP -> "()-[n]->()";
    };
  }

  /**
   * A hint to seek: the planner may think it cheaper to walk an index from its beginning, which
   * costs each range what lies before it. Where there is no such index the server ignores the hint;
   * {@link Hints} notices.
   */
  String hint(String property) {
    return "USING INDEX SEEK n:" + name() + "(" + Cypher.name(property) + ")";
  }

  /** Whether something is a member, whatever the pattern that bound it. */
  String scope() {
    return labels() + andWhere();
  }

  /** Whether all of them have a label once they are migrated, in whose indexes they are found. */
  boolean haveALabel() {
    SortedSet<String> anyOf = selection.anyOf();
    return anyOf == null || !anyOf.isEmpty();
  }

  private String labels() {
    SortedSet<String> anyOf = selection.anyOf();
    if (anyOf == null) {
      return "n:" + name();
    }
    return anyOf.isEmpty()
        ? "true"
        : anyOf.stream()
            .map(label -> "n:" + Cypher.name(label))
            .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** Of relationships their type, to append to another predicate: it stays theirs for good. */
  String andType() {
    return switch (selection.kind()) {
      case NODE -> "";
      case RELATIONSHIP -> " AND n:" + name();
    };
  }

  /** The selection's own predicate to append to another one; empty if it has none. */
  String andWhere() {
    // On lines of its own, so that a comment at its end takes nothing else with it.
    return selection.where() == null ? "" : " AND (\n" + selection.where() + "\n)";
  }

  /** The selection's own predicate as the only one; empty if it has none. */
  String where() {
    return selection.where() == null ? "" : " WHERE (\n" + selection.where() + "\n)";
  }

  String name() {
    return Cypher.name(selection.name());
  }
}
