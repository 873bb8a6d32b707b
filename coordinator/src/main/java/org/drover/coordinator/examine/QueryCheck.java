package org.drover.coordinator.examine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphQueries;
import org.drover.shared.spec.DeclaredQuery;
import org.drover.shared.spec.Guard;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Verification;

/**
 * Has a graph explain every query that a spec declares, those of its verification and its probes:
 * one that can never be answered is to be refused before anything waits for it.
 */
final class QueryCheck {

  private final GraphQueries graph;

  QueryCheck(GraphQueries graph) {
    this.graph = graph;
  }

  /**
   * What the graph says against them, each in a sentence; empty if nothing.
   *
   * @throws GraphException if the graph cannot be asked
   */
  List<String> against(Spec spec) {
    List<String> errors = new ArrayList<>();
    Verification verification = spec.verification();
    List<DeclaredQuery> declared = verification == null ? List.of() : verification.queries();
    for (DeclaredQuery query : declared) {
      String where = "verify.queries: '%s'".formatted(query.name());
      against(where, query.cypher(), Map.of()).ifPresent(errors::add);
    }
    for (int place = 0; place < spec.guards().size(); place++) {
      if (spec.guards().get(place) instanceof Guard.Probe probe) {
        String where = "guard[%d].probe".formatted(place);
        against(where, probe.query(), probe.parameters()).ifPresent(errors::add);
      }
    }
    return errors;
  }

  private Optional<String> against(String where, String query, Map<String, Object> parameters) {
    try {
      graph.explain(query, parameters);
      return Optional.empty();
    } catch (GraphException wrong) {
      if (wrong.kind() != GraphException.Kind.FATAL) {
        throw wrong;
      }
      return Optional.of("%s: %s".formatted(where, wrong.getMessage()));
    }
  }
}
