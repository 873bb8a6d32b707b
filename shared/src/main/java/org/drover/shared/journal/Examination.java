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
 * @param kinds how many findings of each kind there are, those of the ranges included, also where
 *     not all of them are kept
 * @param queries what the declared ones return now
 * @param before SHA-256 over the digests of all ranges as they were read, in hex; null if none were
 *     taken
 * @param after the same as they were written, or found
 * @param restored what a rollback came to, with those before it that undid a part of the same; null
 *     of any other pass
 */
public record Examination(
    @JsonInclude(Include.NON_EMPTY) List<RangeFinding> findings,
    @JsonInclude(Include.NON_EMPTY) Map<Kind, Long> kinds,
    @JsonInclude(Include.NON_EMPTY) List<QueryResult> queries,
    @JsonInclude(Include.NON_NULL) @Nullable String before,
    @JsonInclude(Include.NON_NULL) @Nullable String after,
    @JsonInclude(Include.NON_NULL) @Nullable Restored restored) {

  public static final Examination NOTHING =
      new Examination(List.of(), Map.of(), List.of(), null, null);

  /** Of a pass that is no rollback. */
  public Examination(
      List<RangeFinding> findings,
      Map<Kind, Long> kinds,
      List<QueryResult> queries,
      @Nullable String before,
      @Nullable String after) {
    this(findings, kinds, queries, before, after, null);
  }

  public Examination {
    findings = List.copyOf(Objects.requireNonNullElse(findings, List.of()));
    kinds = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(kinds, Map.of())));
    queries = List.copyOf(Objects.requireNonNullElse(queries, List.of()));
  }
}
