package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import org.drover.shared.spec.Level;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a pass beyond its kind; null where the question does not arise.
 *
 * @param round the how manieth it is of passes that repeat themselves, from 1
 * @param of the number of the pass that it looks back at: the one that a rollback undoes, or that a
 *     verification holds against the graph
 * @param onConflict what a rollback does with what was changed since
 * @param level how much a verification looks at
 * @param spec the corrected spec that a retry or a sweep runs by, as it was submitted, or by which
 *     a verification judges members that were written by another; null if there is none
 * @param sample how large a part of everything a survey visits, in percent; null for all
 * @param shards to which a verification is limited, by their numbers
 * @param since a verification looks only at ranges that were finished then or later
 * @param retirement what is taken out of the graph
 */
@JsonInclude(Include.NON_NULL)
public record PassOptions(
    @Nullable Integer round,
    @Nullable Integer of,
    @Nullable Conflict onConflict,
    @Nullable Level level,
    @Nullable String spec,
    @Nullable Double sample,
    @Nullable List<Integer> shards,
    @Nullable Instant since,
    @Nullable Retirement retirement) {

  public static final PassOptions NONE = new PassOptions(null, null, null, null);

  public PassOptions {
    shards = shards == null ? null : List.copyOf(shards);
  }

  /** One without a correction, a sample or limits. */
  public PassOptions(
      @Nullable Integer round,
      @Nullable Integer of,
      @Nullable Conflict onConflict,
      @Nullable Level level) {
    this(round, of, onConflict, level, null, null, null, null, null);
  }

  public PassOptions withRound(int number) {
    return new PassOptions(number, of, onConflict, level, spec, sample, shards, since, retirement);
  }

  public PassOptions lookingBackAt(int pass) {
    return new PassOptions(round, pass, onConflict, level, spec, sample, shards, since, retirement);
  }

  public PassOptions withConflict(Conflict conflict) {
    return new PassOptions(round, of, conflict, level, spec, sample, shards, since, retirement);
  }

  public PassOptions withLevel(Level chosen) {
    return new PassOptions(round, of, onConflict, chosen, spec, sample, shards, since, retirement);
  }

  public PassOptions withSpec(String corrected) {
    return new PassOptions(
        round, of, onConflict, level, corrected, sample, shards, since, retirement);
  }

  public PassOptions withSample(@Nullable Double percent) {
    return new PassOptions(round, of, onConflict, level, spec, percent, shards, since, retirement);
  }

  /** Limited to these; null for no limit. */
  public PassOptions within(@Nullable List<Integer> numbers, @Nullable Instant time) {
    return new PassOptions(round, of, onConflict, level, spec, sample, numbers, time, retirement);
  }

  public PassOptions taking(Retirement names) {
    return new PassOptions(round, of, onConflict, level, spec, sample, shards, since, names);
  }

  /** Whether a shard is among those asked for. */
  public boolean names(int shard) {
    return shards == null || shards.contains(shard);
  }
}
