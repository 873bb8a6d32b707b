package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.coordinator.migration.MigrationScene.NOW;

import java.util.List;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.coordinator.migration.MigrationState.Unknown;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.SliceLeft;
import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which shards are asked to give half away, and when none is. */
class DivisionDueTest {

  /** Two shards of 100,000 ids each, of which every id is expected to be a member. */
  private static final List<ShardPlan> SHARDS = List.of(shard(0), shard(1));

  private final ProgressBoard board = new ProgressBoard();
  private final Division division = new Division("people", new PretendCluster(), () -> NOW);

  @Test
  void theShardWithTheMostLeftIsDividedWhenAWorkerIsIdle() {
    hear(0, 80_000, 80_000, null);
    hear(1, 40_000, 40_000, null);

    assertThat(due(3)).containsExactly(1);
  }

  @Test
  void asManyAreDividedAsWorkersAreIdle() {
    hear(0, 80_000, 80_000, null);
    hear(1, 40_000, 40_000, null);

    assertThat(due(8)).containsExactly(1, 0);
  }

  // Ten nodes an id where one was expected: what is left is ten times as much as was planned.
  @Test
  void whatIsLeftIsTakenFromWhatWasFoundSoFar() {
    hear(0, 50_000, 1_000, null);
    hear(1, 60_000, 600_000, null);

    assertThat(due(3)).containsExactly(1);
  }

  @Test
  void nothingIsDividedWhileAllWorkersAreBusy() {
    hear(0, 0, 0, null);
    hear(1, 0, 0, null);

    assertThat(due(2)).isEmpty();
  }

  // 4,000 left at 2,000 a second are two seconds; that is not worth a shard.
  @Test
  void whatIsSoonDoneIsNotDivided() {
    hear(0, 96_000, 96_000, null);
    hear(1, 96_000, 96_000, null);

    assertThat(due(8)).isEmpty();
  }

  @Test
  void whatIsHeldBackIsNotDivided() {
    Waiting rate = Waiting.throttled("rate", "5/s", "5/s", "rate: five nodes a second");
    hear(0, 0, 0, rate);
    hear(1, 0, 0, rate);

    assertThat(due(8)).isEmpty();
  }

  @Test
  void aShardThatWasAskedIsNotAskedAgainAtOnce() {
    hear(0, 80_000, 80_000, null);
    hear(1, 40_000, 40_000, null);

    assertThat(due(3)).containsExactly(1);
    assertThat(due(3)).isEmpty();
    assertThat(due(4)).containsExactly(0);
  }

  private List<Integer> due(int workers) {
    return division.due(running(workers), board).stream().map(ShardId::number).toList();
  }

  /** It has visited the last 10,000 in five seconds: 2,000 a second. */
  private void hear(int shard, long done, long visited, @Nullable Waiting waiting) {
    board.hear(report(shard, done, visited - 10_000, waiting), NOW.minusSeconds(5));
    board.hear(report(shard, done, visited, waiting), NOW);
  }

  private static ShardProgressed report(
      int shard, long done, long visited, @Nullable Waiting waiting) {
    long from = shard * 100_000L;
    return new ShardProgressed(
        new ShardId("people", 1, shard),
        "worker:1",
        1,
        1,
        new Tally(visited, visited),
        new SliceLeft(Key.of(from + done), Key.of(from + 100_000), 0),
        waiting);
  }

  private static Running running(int workers) {
    String spec =
        """
        migration: people
        select: {label: Person}
        budget: {workers: %d}
        transform:
          - copy: {name: key2}
        """
            .formatted(workers);
    return (Running)
        new Unknown()
            .after(new MigrationEvent.Submitted(spec, true, null, "ann", NOW))
            .after(
                new MigrationEvent.PassStarted(
                    1, PassKind.BACKFILL, "dense", 200_000, SHARDS, null, NOW));
  }

  private static ShardPlan shard(int number) {
    return new ShardPlan(
        number,
        new Keyspace.Ids(100_000),
        Slice.ids(number * 100_000L, (number + 1) * 100_000L),
        100_000);
  }
}
