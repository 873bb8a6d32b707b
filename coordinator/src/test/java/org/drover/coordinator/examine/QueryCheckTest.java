package org.drover.coordinator.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.GraphQueries;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;

class QueryCheckTest {

  private final PretendQueries graph = new PretendQueries();
  private final QueryCheck check = new QueryCheck(graph);

  @Test
  void probesAreExplainedWithTheirParameters() {
    assertThat(check.against(spec("MATCH (n {name: $name}) RETURN n"))).isEmpty();
    assertThat(graph.explained)
        .isEqualTo(Map.of("MATCH (n {name: $name}) RETURN n", Map.of("name", "Ada")));
  }

  @Test
  void oneThatTheGraphDoesNotUnderstandIsNamedByItsPlace() {
    assertThat(check.against(spec("wrong"))).containsExactly("guard[1].probe: as it was written");
  }

  @Test
  void aGraphThatDoesNotAnswerSaysNothingAgainstAQuery() {
    assertThatThrownBy(() -> check.against(spec("away"))).isInstanceOf(GraphException.class);
  }

  private static Spec spec(String probe) {
    String text =
        """
        migration: people
        select: {label: Person}
        transform: [{add-label: Human}]
        guard:
          - database-cpu: 80%%
          - {probe: "%s", p95: +10%%, parameters: {name: Ada}}
        """
            .formatted(probe);
    return ((SpecReading.Ready) SpecReader.read(text)).spec();
  }

  private static final class PretendQueries implements GraphQueries {

    private final Map<String, Map<String, Object>> explained = new HashMap<>();

    @Override
    public void explain(String query, Map<String, Object> parameters) {
      explained.put(query, parameters);
      if (query.equals("wrong")) {
        throw new GraphException(Kind.FATAL, "as it was written", null);
      }
      if (query.equals("away")) {
        throw new GraphException(Kind.TRANSIENT, "no answer", null);
      }
    }

    @Override
    public Answer ask(String query, boolean ordered) {
      throw new UnsupportedOperationException("nothing is asked");
    }

    @Override
    public long count(Selection selection) {
      throw new UnsupportedOperationException("nobody is counted");
    }

    @Override
    public Map<String, Long> relationships(Set<String> except) {
      throw new UnsupportedOperationException("nothing is counted");
    }
  }
}
