package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
 * @param shards to which a verification or a rollback is limited, by their numbers
 * @param since a verification or a rollback looks only at ranges that were finished then or later
 * @param retirement what is taken out of the graph
 * @param earlier the passes that undid a part of the same; their ranges are not undone again
 * @param transforms the versions of operators' own transforms that it was planned with, by name
 * @param stuck true for a rollback after one that put off as much as the one before it: now who
 *     cannot be put back counts as changed since
 * @param members how many members there are, of which a sample is a part; null if nobody counted
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
    @Nullable Retirement retirement,
    @Nullable List<Integer> earlier,
    @Nullable Map<String, String> transforms,
    @Nullable Boolean stuck,
    @Nullable Long members) {

  public static final PassOptions NONE = new PassOptions(null, null, null, null);

  public PassOptions {
    shards = shards == null ? null : List.copyOf(shards);
    earlier = earlier == null ? null : List.copyOf(earlier);
    transforms = transforms == null ? null : Collections.unmodifiableMap(new TreeMap<>(transforms));
  }

  /** One without a correction, a sample or limits. */
  public PassOptions(
      @Nullable Integer round,
      @Nullable Integer of,
      @Nullable Conflict onConflict,
      @Nullable Level level) {
    this(round, of, onConflict, level, null, null, null, null, null, null, null, null, null);
  }

  public PassOptions withRound(int number) {
    return with(draft -> draft.round = number);
  }

  public PassOptions lookingBackAt(int pass) {
    return with(draft -> draft.of = pass);
  }

  public PassOptions withConflict(Conflict conflict) {
    return with(draft -> draft.onConflict = conflict);
  }

  public PassOptions withLevel(Level chosen) {
    return with(draft -> draft.level = chosen);
  }

  public PassOptions withSpec(String corrected) {
    return with(draft -> draft.spec = corrected);
  }

  public PassOptions withSample(@Nullable Double percent) {
    return with(draft -> draft.sample = percent);
  }

  /** Of a part that was planned; null for all. */
  public PassOptions withSample(@Nullable Sampled part) {
    return with(
        draft -> {
          draft.sample = part == null ? null : (Double) part.percent();
          draft.members = part == null ? null : part.members();
        });
  }

  /** Limited to these; null for no limit. */
  public PassOptions within(@Nullable List<Integer> numbers, @Nullable Instant time) {
    return with(
        draft -> {
          draft.shards = numbers;
          draft.since = time;
        });
  }

  public PassOptions taking(Retirement names) {
    return with(draft -> draft.retirement = names);
  }

  /** Leaving out what these passes undid; null for nothing. */
  public PassOptions goingOnFrom(@Nullable List<Integer> passes) {
    return with(draft -> draft.earlier = passes);
  }

  /** By these versions of operators' own transforms; null for none. */
  public PassOptions by(@Nullable Map<String, String> versions) {
    return with(draft -> draft.transforms = versions);
  }

  /** Whether waiting for other ranges has stopped to help. */
  public PassOptions stuckIf(boolean so) {
    return with(draft -> draft.stuck = so ? true : null);
  }

  @JsonIgnore
  public boolean isStuck() {
    return Boolean.TRUE.equals(stuck);
  }

  /** Whether not everything is asked for. */
  @JsonIgnore
  public boolean isOfAPart() {
    return shards != null || since != null;
  }

  /** Of what part it is, such as {@code shards 0, 3}; null if of everything. */
  public @Nullable String partInWords() {
    List<String> words = new ArrayList<>();
    if (shards != null) {
      String numbers = shards.stream().map(String::valueOf).collect(Collectors.joining(", "));
      words.add((shards.size() == 1 ? "shard " : "shards ") + numbers);
    }
    if (since != null) {
      words.add("ranges since " + since);
    }
    return words.isEmpty() ? null : String.join(", ", words);
  }

  /** Whether a shard is among those asked for. */
  public boolean names(int shard) {
    return shards == null || shards.contains(shard);
  }

  private PassOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The same, while one of it is changed. */
  private static final class Draft {
    private @Nullable Integer round;
    private @Nullable Integer of;
    private @Nullable Conflict onConflict;
    private @Nullable Level level;
    private @Nullable String spec;
    private @Nullable Double sample;
    private @Nullable List<Integer> shards;
    private @Nullable Instant since;
    private @Nullable Retirement retirement;
    private @Nullable List<Integer> earlier;
    private @Nullable Map<String, String> transforms;
    private @Nullable Boolean stuck;
    private @Nullable Long members;

    Draft(PassOptions from) {
      round = from.round;
      of = from.of;
      onConflict = from.onConflict;
      level = from.level;
      spec = from.spec;
      sample = from.sample;
      shards = from.shards;
      since = from.since;
      retirement = from.retirement;
      earlier = from.earlier;
      transforms = from.transforms;
      stuck = from.stuck;
      members = from.members;
    }

    PassOptions options() {
      return new PassOptions(
          round,
          of,
          onConflict,
          level,
          spec,
          sample,
          shards,
          since,
          retirement,
          earlier,
          transforms,
          stuck,
          members);
    }
  }
}
