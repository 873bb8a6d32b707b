package org.drover.coordinator.examine;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drover.coordinator.migration.EndedPass;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.MigrationEvent.ShardFinished;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.jspecify.annotations.Nullable;

/**
 * Holds the fences of a pass against what its shards said at their ends. A shard compares when it
 * is taken over; what is restored after that, nobody else would notice.
 */
public final class FenceCheck {

  private static final String CHOICE =
      " Choose which side counts: 'resume --accept graph' goes on from where each fence is, 'resume"
          + " --accept journal' sets the fences to where the journal is, and does nothing again.";

  private final EndedPass pass;
  private final Map<Integer, Fence> fences;
  private final List<ShardPlan> slices;

  private FenceCheck(EndedPass pass, Map<Integer, Fence> fences, List<ShardPlan> slices) {
    this.pass = pass;
    this.fences = fences;
    this.slices = slices;
  }

  /**
   * What one of them says that the journal does not, as a question to a person; empty if nothing.
   * Blocking.
   */
  public static Optional<String> against(EndedPass pass, RangeStore store) {
    FenceCheck check =
        new FenceCheck(pass, store.fences(pass.shard(0)), store.slices(pass.shard(0)));
    return pass.finished().stream()
        .sorted(Comparator.comparingInt(ShardFinished::shard))
        .flatMap(finished -> check.disagreement(finished).stream())
        .findFirst()
        .or(check::unknown)
        .map(found -> found + CHOICE);
  }

  private Optional<String> disagreement(ShardFinished journal) {
    Fence fence = fences.get(journal.shard());
    if (fence == null) {
      return Optional.of(
          "shard %d: the graph has no fence of it any more: it was restored from before, or the fence was deleted."
              .formatted(journal.shard()));
    }
    ShardPlan plan = planOf(journal.shard());
    Key cursor = fence.cursor() == null ? plan.slice().from() : fence.cursor();
    boolean same =
        fence.sequence() == journal.ranges()
            && fence.epoch() >= journal.epoch()
            && Objects.equals(cursor, plan.slice().to());
    return same
        ? Optional.empty()
        : Optional.of(
            "shard %d: the graph's fence says range %d (cursor %s, epoch %d), the journal says range %d (cursor %s, epoch %d), and that all is done: probably %s."
                .formatted(
                    journal.shard(),
                    fence.sequence(),
                    cursor,
                    fence.epoch(),
                    journal.ranges(),
                    plan.slice().to(),
                    journal.epoch(),
                    fence.sequence() > journal.ranges()
                        ? "the journal was restored"
                        : "the graph was restored"));
  }

  /** Of a shard that never finished a range nothing can be missing. */
  private Optional<String> unknown() {
    Set<Integer> known =
        pass.shards().stream().map(ShardPlan::number).collect(Collectors.toUnmodifiableSet());
    List<Integer> unknown =
        slices.stream()
            .map(ShardPlan::number)
            .filter(number -> !known.contains(number))
            .filter(number -> hasRanges(fences.get(number)))
            .toList();
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the graph has fences of shards that were split off, and the journal has never heard of them (%s): it was restored from before."
                .formatted(unknown));
  }

  private static boolean hasRanges(@Nullable Fence fence) {
    return fence != null && fence.sequence() > 0;
  }

  private ShardPlan planOf(int number) {
    return pass.shards().stream()
        .filter(shard -> shard.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("shard " + number + " was never planned"));
  }
}
