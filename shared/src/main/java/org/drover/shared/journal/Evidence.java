package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.drover.shared.journal.RangeFinding.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a range leaves behind for those who look at it later.
 *
 * @param before SHA-256 over its members' ids and values as they were read, in hex; null if it was
 *     not taken
 * @param after the same as they were then written
 * @param undo the chained SHA-256 of its undo record; null if none is kept
 * @param findings members that need a person's eye, the first ones of each kind
 * @param kinds how many of each kind were found, where not all are among the findings; else empty
 * @param halving null if it is no part of a range that the database refused
 * @param foreseen what a survey foresees; null in other passes
 */
public record Evidence(
    @JsonInclude(Include.NON_NULL) @Nullable String before,
    @JsonInclude(Include.NON_NULL) @Nullable String after,
    @JsonInclude(Include.NON_NULL) @Nullable String undo,
    @JsonInclude(Include.NON_EMPTY) List<RangeFinding> findings,
    @JsonInclude(Include.NON_EMPTY) Map<Kind, Long> kinds,
    @JsonInclude(Include.NON_NULL) @Nullable Halving halving,
    @JsonInclude(Include.NON_NULL) @Nullable Foreseen foreseen) {

  /** More of a kind in one range help nobody. */
  private static final int FINDINGS_MAX = 20;

  /** Each is critical; more would make an event of megabytes. */
  private static final int COLLISIONS_MAX = 1_000;

  public Evidence {
    // An event without any has none of that name.
    findings = Objects.requireNonNullElse(findings, List.of());
    findings = List.copyOf(findings);
    kinds = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(kinds, Map.of())));
  }

  /** How many findings of a kind are kept of one range; the others are only counted. */
  public static int keptMax(Kind kind) {
    return kind == Kind.COLLISION ? COLLISIONS_MAX : FINDINGS_MAX;
  }

  /** Of a range that was never halved. */
  public Evidence(
      @Nullable String before,
      @Nullable String after,
      @Nullable String undo,
      List<RangeFinding> findings) {
    this(before, after, undo, findings, Map.of(), null, null);
  }

  /** Of a range that kept neither digests nor undo records. */
  public static Evidence of(List<RangeFinding> findings) {
    return new Evidence(null, null, null, findings);
  }

  /** The same of a part of a range that the database refused. */
  public Evidence partOf(Halving parent) {
    return new Evidence(before, after, undo, findings, kinds, parent, foreseen);
  }

  /** The same of a survey's range. */
  public Evidence foreseeing(Foreseen what) {
    return new Evidence(before, after, undo, findings, kinds, halving, what);
  }

  /** How many of each kind were found, whether they are among the findings or not. */
  public Map<Kind, Long> counts() {
    if (!kinds.isEmpty()) {
      return kinds;
    }
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    findings.forEach(finding -> counts.merge(finding.kind(), 1L, Long::sum));
    return counts;
  }
}
