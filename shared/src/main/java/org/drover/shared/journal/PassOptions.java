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
    @Nullable Map<String, String> transforms) {

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
    this(round, of, onConflict, level, null, null, null, null, null, null, null);
  }

  public PassOptions withRound(int number) {
    return new PassOptions(
        number,
        of,
        onConflict,
        level,
        spec,
        sample,
        shards,
        since,
        retirement,
        earlier,
        transforms);
  }

  public PassOptions lookingBackAt(int pass) {
    return new PassOptions(
        round,
        pass,
        onConflict,
        level,
        spec,
        sample,
        shards,
        since,
        retirement,
        earlier,
        transforms);
  }

  public PassOptions withConflict(Conflict conflict) {
    return new PassOptions(
        round, of, conflict, level, spec, sample, shards, since, retirement, earlier, transforms);
  }

  public PassOptions withLevel(Level chosen) {
    return new PassOptions(
        round,
        of,
        onConflict,
        chosen,
        spec,
        sample,
        shards,
        since,
        retirement,
        earlier,
        transforms);
  }

  public PassOptions withSpec(String corrected) {
    return new PassOptions(
        round,
        of,
        onConflict,
        level,
        corrected,
        sample,
        shards,
        since,
        retirement,
        earlier,
        transforms);
  }

  public PassOptions withSample(@Nullable Double percent) {
    return new PassOptions(
        round,
        of,
        onConflict,
        level,
        spec,
        percent,
        shards,
        since,
        retirement,
        earlier,
        transforms);
  }

  /** Limited to these; null for no limit. */
  public PassOptions within(@Nullable List<Integer> numbers, @Nullable Instant time) {
    return new PassOptions(
        round, of, onConflict, level, spec, sample, numbers, time, retirement, earlier, transforms);
  }

  public PassOptions taking(Retirement names) {
    return new PassOptions(
        round, of, onConflict, level, spec, sample, shards, since, names, earlier, transforms);
  }

  /** Leaving out what these passes undid; null for nothing. */
  public PassOptions goingOnFrom(@Nullable List<Integer> passes) {
    return new PassOptions(
        round, of, onConflict, level, spec, sample, shards, since, retirement, passes, transforms);
  }

  /** By these versions of operators' own transforms; null for none. */
  public PassOptions by(@Nullable Map<String, String> versions) {
    return new PassOptions(
        round, of, onConflict, level, spec, sample, shards, since, retirement, earlier, versions);
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
}
