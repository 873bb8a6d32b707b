package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a range leaves behind for those who look at it later.
 *
 * @param before SHA-256 over its members' ids and values as they were read, in hex; null if it was
 *     not taken
 * @param after the same as they were then written
 * @param undo the chained SHA-256 of its undo record; null if none is kept
 * @param findings members that need a person's eye, the first ones
 * @param halving null if it is no part of a range that the database refused
 * @param foreseen what a survey foresees; null in other passes
 */
public record Evidence(
    @JsonInclude(Include.NON_NULL) @Nullable String before,
    @JsonInclude(Include.NON_NULL) @Nullable String after,
    @JsonInclude(Include.NON_NULL) @Nullable String undo,
    @JsonInclude(Include.NON_EMPTY) List<RangeFinding> findings,
    @JsonInclude(Include.NON_NULL) @Nullable Halving halving,
    @JsonInclude(Include.NON_NULL) @Nullable Foreseen foreseen) {

  /** More of them in one range help nobody. */
  public static final int FINDINGS_MAX = 20;

  public Evidence {
    // An event without any has none of that name.
    findings = Objects.requireNonNullElse(findings, List.of());
    findings = List.copyOf(findings);
  }

  /** Of a range that was never halved. */
  public Evidence(
      @Nullable String before,
      @Nullable String after,
      @Nullable String undo,
      List<RangeFinding> findings) {
    this(before, after, undo, findings, null, null);
  }

  /** Only findings. */
  public static Evidence of(List<RangeFinding> findings) {
    return new Evidence(null, null, null, findings);
  }

  /** The same of a part of a range that the database refused. */
  public Evidence partOf(Halving parent) {
    return new Evidence(before, after, undo, findings, parent, foreseen);
  }

  /** The same of a survey's range. */
  public Evidence foreseeing(Foreseen what) {
    return new Evidence(before, after, undo, findings, halving, what);
  }
}
