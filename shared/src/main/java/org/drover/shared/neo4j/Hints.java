package org.drover.shared.neo4j;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.NotificationClassification;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.summary.GqlStatusObject;
import org.neo4j.driver.summary.ResultSummary;

/**
 * Whether the server did as it was told by {@link Members#hint}. It says so itself, of the plan
 * that it ran, so that nothing is asked and no moment is missed.
 */
final class Hints {

  /** All that a server might say of a statement, but for what is said of hints. */
  static final Set<NotificationClassification> UNHEARD =
      Arrays.stream(NotificationClassification.values())
          .filter(classification -> classification != NotificationClassification.HINT)
          .collect(Collectors.toUnmodifiableSet());

  /** "Hinted index not found". */
  private static final String NO_INDEX = "01N31";

  private final Selection selection;

  Hints(Selection selection) {
    this.selection = selection;
  }

  /** What the server says of hints to which it found no index. */
  static List<String> unmet(ResultSummary summary) {
    return summary.gqlStatusObjects().stream()
        .filter(status -> NO_INDEX.equals(status.gqlStatus()))
        .map(GqlStatusObject::statusDescription)
        .toList();
  }

  /**
   * Fails if the statement was answered by a scan. What a spec says itself may hold hints of its
   * own, which are nobody's business here.
   */
  void requireMet(ResultSummary summary, Transaction transaction, String property) {
    List<String> unmet = unmet(summary);
    if (unmet.isEmpty()) {
      return;
    }
    new Indexes(selection).require(transaction, property);
    String name = selection.called();
    if (unmet.stream().anyMatch(text -> text.contains(name) && text.contains(property))) {
      throw new GraphException(
          Kind.TRANSIENT,
          "the range index of %s on '%s' has come online only since the range began"
              .formatted(name, property),
          null);
    }
  }
}
