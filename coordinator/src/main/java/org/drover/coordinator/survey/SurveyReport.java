package org.drover.coordinator.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill would do, as the last survey saw it.
 *
 * @param finished whether the survey came to its end
 * @param samplePercent how large a part of the ids was surveyed; null if all of it was
 * @param seen what was found in what was surveyed
 * @param whole the same for everything: of a sample an estimate, but for the members where the
 *     database counts them; otherwise as seen
 * @param refusals why members would go into quarantine, the most frequent reason first
 * @param collisions properties that members would share
 * @param surveySeconds how long the survey took
 * @param backfillSeconds how long a backfill takes at this load, about, but not less than its rate
 *     allows
 * @param bound what of the spec's budget that goes by, or leaves out of account; null if nothing
 * @param plan which keyspace, and why
 * @param shards of the survey
 * @param reservation what cannot be had of the migration later, and why; null if everything can
 */
public record SurveyReport(
    String migration,
    int pass,
    boolean finished,
    @JsonInclude(Include.NON_NULL) @Nullable Double samplePercent,
    Counts seen,
    Counts whole,
    List<Refusal> refusals,
    List<Collision> collisions,
    double surveySeconds,
    double backfillSeconds,
    @JsonInclude(Include.NON_NULL) @Nullable String bound,
    String plan,
    int shards,
    @JsonInclude(Include.NON_NULL) @Nullable String reservation) {

  /** Writing was measured to cost about as much again as reading and transforming. */
  public static final int BACKFILL_PER_SURVEY = 2;

  /**
   * @param members that were looked at
   * @param wouldChange those that a backfill changes
   * @param already those that are as they should be
   * @param quarantined those that go into quarantine
   * @param duplicates those that are left alone, since another one is the same
   * @param undecided how many of those that would change may go into quarantine instead: which, and
   *     whether any, depends on who is visited first, or on how the database stores a large value
   * @param bytes by how much values grow, about
   */
  public record Counts(
      long members,
      long wouldChange,
      long already,
      long quarantined,
      long duplicates,
      long undecided,
      long bytes) {

    /** What follows of a part for so many. */
    Counts among(long all) {
      double factor = members == 0 ? 0 : (double) all / members;
      return new Counts(
          all,
          Math.round(wouldChange * factor),
          Math.round(already * factor),
          Math.round(quarantined * factor),
          Math.round(duplicates * factor),
          Math.round(undecided * factor),
          Math.round(bytes * factor));
    }
  }

  /**
   * Members that go into quarantine for one reason.
   *
   * @param members the first ones
   */
  public record Refusal(String reason, long count, List<Long> members) {}

  /**
   * Members that would have the same value of a property as another one.
   *
   * @param property several, with commas between, if a constraint is about them together
   * @param unique whether a constraint forbids it, so that these members go into quarantine
   * @param label the label or type that the constraint is about; null if nothing forbids it
   * @param members all but one of each group, or all of them if one that is not written has the
   *     value
   * @param pairs the first ones, each with one that it shares the value with
   */
  public record Collision(
      String property,
      boolean unique,
      @JsonInclude(Include.NON_NULL) @Nullable String label,
      long members,
      List<Pair> pairs) {}

  /** Two ids, the lower one first. */
  public record Pair(long lower, long higher) {}
}
