package org.drover.shared.neo4j;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.drover.shared.spec.Selection;

/** A selection as patterns and predicates; its members are called {@code n} everywhere. */
record Members(Selection selection) {

  /** Labels of what Drover keeps in the graph itself, which nobody's migration visits. */
  static final List<String> OWN_LABELS = List.of(Fences.LABEL, Neo4jMarkers.LABEL);

  private static final String NOT_OWN =
      OWN_LABELS.stream().map(label -> "!" + Cypher.name(label)).collect(Collectors.joining("&"));

  /** A pattern that binds members, for a planner that is to use an index of their label or type. */
  String pattern() {
    return switch (selection.kind()) {
      case NODE -> "(n" + expression() + ")";
      case RELATIONSHIP -> "()-[n" + expression() + "]->()";
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
   * {@link Hints} notices. All nodes have no index in common, so that nobody asks for one of them.
   */
  String hint(String property) {
    return hint(List.of(property));
  }

  /** The same for an index over several properties. */
  String hint(List<String> properties) {
    return "USING INDEX SEEK n"
        + expression()
        + properties.stream().map(Cypher::name).collect(Collectors.joining(", ", "(", ")"));
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
      return expression().isEmpty() ? "true" : "n" + expression();
    }
    return anyOf.isEmpty()
        ? "true"
        : anyOf.stream()
            .map(label -> "n:" + Cypher.name(label))
            .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /**
   * What a member stays for good, to append to another predicate: of its type, if it is a
   * relationship, and no node of Drover's own, if it is one of all nodes.
   */
  String andForGood() {
    boolean forGood =
        switch (selection.kind()) {
          case NODE -> selection.isWhole();
          case RELATIONSHIP -> !selection.isWhole();
        };
    return forGood ? " AND n" + expression() : "";
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

  /** What follows the name of a member in a pattern; empty if it may be anything of its kind. */
  private String expression() {
    String name = selection.name();
    if (name != null) {
      return ":" + Cypher.name(name);
    }
    return switch (selection.kind()) {
      case NODE -> ":" + NOT_OWN;
      case RELATIONSHIP -> "";
    };
  }
}
