package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.drover.shared.journal.RangeFinding.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What was found about a pass as a whole, when its last range was done.
 *
 * @param findings beside those of its ranges: what no single range can see
 * @param kinds how many findings of each kind there are, those of the ranges included; of a range
 *     with more than {@link Evidence#FINDINGS_MAX} only so many count
 * @param queries what the declared ones return now
 * @param before SHA-256 over the digests of all ranges as they were read, in hex; null if none were
 *     taken
 * @param after the same as they were written, or found
 */
public record Examination(
    @JsonInclude(Include.NON_EMPTY) List<RangeFinding> findings,
    @JsonInclude(Include.NON_EMPTY) Map<Kind, Long> kinds,
    @JsonInclude(Include.NON_EMPTY) List<QueryResult> queries,
    @JsonInclude(Include.NON_NULL) @Nullable String before,
    @JsonInclude(Include.NON_NULL) @Nullable String after) {

  public static final Examination NOTHING =
      new Examination(List.of(), Map.of(), List.of(), null, null);

  public Examination {
    findings = List.copyOf(Objects.requireNonNullElse(findings, List.of()));
    kinds = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(kinds, Map.of())));
    queries = List.copyOf(Objects.requireNonNullElse(queries, List.of()));
  }
}
