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
 *
 * @param correction to what a retry corrected the migration's own spec last; null if none did
 */
record Behind(List<Pass> passes, @Nullable SpecSource correction) {

  static final Behind NOTHING = new Behind(List.of(), null);

  Behind {
    passes = List.copyOf(passes);
  }

  Behind with(Pass pass) {
    List<Pass> more = new ArrayList<>(passes);
    more.add(pass);
    return new Behind(more, correctedBy(pass));
  }

  private @Nullable SpecSource correctedBy(Pass pass) {
    String text = pass.kind() == PassKind.RETRY ? pass.options().spec() : null;
    if (text == null) {
      return correction;
    }
    SpecSource given = new SpecSource(text);
    // Later retries run by the same correction, which is read already.
    return given.equals(correction) ? correction : given;
  }

  int nextNumber() {
    return passes.size() + 1;
  }

  @Nullable Pass last() {
    return passes.isEmpty() ? null : passes.getLast();
  }

  /** Also by one that is under way, once nothing leads back from it. */
  boolean cleaned() {
    return passes.stream().anyMatch(Pass::beyondReturn);
  }

  /** What a pass has to know of those behind it. */
  LookingBack lookingBack(PassOrder order) {
    Pass before = lastBegun();
    Integer number =
        order.kind() == PassKind.SWEEP && before != null
            ? (Integer) before.number()
            : order.options().of();
    boolean cleanupBegun = passes.stream().anyMatch(pass -> pass.kind() == PassKind.CLEANUP);
    return new LookingBack(shardsOf(number), cleanupBegun);
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

  /** The last pass that was to write everything, whether it came to its end or not. */
  @Nullable Pass lastBegun() {
    return passes.reversed().stream()
        .filter(pass -> pass.kind().writesEverything())
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
            case ROLLBACK -> pass.finishedAt() == null || pass.options().isOfAPart() ? members : 0;
            case SURVEY, VERIFY, RETIRE, CLEANUP -> members;
          };
    }
    return members;
  }

  /** The correction that no pass over everything ran by yet; null if there is none. */
  @Nullable String unsweptCorrection() {
    String text = correction == null ? null : correction.text();
    Pass written = lastWritten();
    return written != null && Objects.equals(text, written.options().spec()) ? null : text;
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
