package org.drover.coordinator.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/**
 * The passes that a migration has behind it, in order: finished, or given up for the next. What may
 * follow is a function of these.
 */
record Behind(List<Pass> passes) {

  static final Behind NOTHING = new Behind(List.of());

  Behind {
    passes = List.copyOf(passes);
  }

  Behind with(Pass pass) {
    List<Pass> more = new ArrayList<>(passes);
    more.add(pass);
    return new Behind(more);
  }

  int nextNumber() {
    return passes.size() + 1;
  }

  @Nullable Pass last() {
    return passes.isEmpty() ? null : passes.getLast();
  }

  /** The passes that wrote and that no finished rollback has undone, the last first. */
  List<Pass> toUndo() {
    return passes.reversed().stream()
        .filter(pass -> pass.kind().writes() && !isUndone(pass.number()))
        .toList();
  }

  private boolean isUndone(int number) {
    return passes.stream()
        .anyMatch(
            pass ->
                pass.kind() == PassKind.ROLLBACK
                    && pass.finishedAt() != null
                    && Integer.valueOf(number).equals(pass.options().of()));
  }

  /** Whether something was written and then undone. */
  boolean rolledBack() {
    return finished(PassKind.ROLLBACK);
  }

  boolean cleaned() {
    return finished(PassKind.CLEANUP);
  }

  /** Whether what it added is taken out of the graph, or has begun to be. */
  boolean retired() {
    return passes.stream().anyMatch(pass -> pass.kind() == PassKind.RETIRE);
  }

  /** The last pass that wrote everything and came to its end; null if there is none. */
  @Nullable Pass lastWritten() {
    return passes.reversed().stream()
        .filter(pass -> pass.kind().writesEverything() && pass.finishedAt() != null)
        .findFirst()
        .orElse(null);
  }

  /**
   * How many members are in quarantine: as many as the last pass over everything left out, without
   * those that retries have freed since.
   */
  long quarantined() {
    long members = 0;
    for (Pass pass : passes) {
      Tally tally = pass.tally();
      members =
          switch (pass.kind()) {
            case BACKFILL -> tally.setAside();
            case SWEEP -> pass.finishedAt() == null ? members : tally.setAside();
            case RETRY -> members - tally.visited() + tally.setAside();
            case ROLLBACK -> pass.finishedAt() == null ? members : 0;
            case SURVEY, VERIFY, RETIRE, CLEANUP -> members;
          };
    }
    return members;
  }

  /** To what spec a retry corrected the migration's own last; null if none did. */
  @Nullable String correction() {
    return passes.reversed().stream()
        .filter(pass -> pass.kind() == PassKind.RETRY)
        .map(pass -> pass.options().spec())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The correction that no pass over everything ran by yet; null if there is none. */
  @Nullable String unsweptCorrection() {
    String correction = correction();
    Pass written = lastWritten();
    return written != null && Objects.equals(correction, written.options().spec())
        ? null
        : correction;
  }

  /** By what corrected spec a pass ran; null if by the migration's own. */
  @Nullable String specOf(@Nullable Integer number) {
    return passes.stream()
        .filter(pass -> number != null && pass.number() == number)
        .map(pass -> pass.options().spec())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  boolean wroteAnything() {
    return passes.stream().anyMatch(pass -> pass.kind().writes());
  }

  /** The shards of a pass; none if there is no such pass. */
  List<ShardPlan> shardsOf(@Nullable Integer number) {
    return passes.stream()
        .filter(pass -> number != null && pass.number() == number)
        .flatMap(pass -> pass.shards().stream())
        .toList();
  }

  /** Whether a pass of the kind has come to its end. */
  boolean finished(PassKind kind) {
    return passes.stream().anyMatch(pass -> pass.kind() == kind && pass.finishedAt() != null);
  }
}
