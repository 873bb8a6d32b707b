package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the graph was before the first range was written.
 *
 * @param commits of others, as the graph counts them; null if it is of no interest or not known
 * @param queries what the declared ones returned
 * @param relationships how many there were, by {@code (:Label)-[:TYPE]->()}, {@code
 *     ()-[:TYPE]->(:Label)} and {@code ()-[:TYPE]->()}
 */
public record Baseline(
    @JsonInclude(Include.NON_NULL) @Nullable Long commits,
    @JsonInclude(Include.NON_EMPTY) List<QueryResult> queries,
    @JsonInclude(Include.NON_EMPTY) Map<String, Long> relationships) {

  public Baseline {
    queries = List.copyOf(Objects.requireNonNullElse(queries, List.of()));
    relationships =
        Collections.unmodifiableMap(
            new TreeMap<>(Objects.requireNonNullElse(relationships, Map.of())));
  }
}
