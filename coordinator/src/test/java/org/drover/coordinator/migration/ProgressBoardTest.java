package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ProgressBoard board = new ProgressBoard();
  private Pass pass =
      Pass.of(new MigrationEvent.PassStarted(1, PassKind.BACKFILL, "", 0, List.of(), null, NOW));

  @Test
  void whatWasDoneBeforeAnInterruptionIsNoSpeed() {
    sampleAt(0);
    hear(0, 500_000);
    sampleAt(1);
    assertThat(speedAt(1)).isZero();
    hear(0, 510_000);
    sampleAt(2);
    assertThat(speedAt(2)).isEqualTo(5_000);
  }

  @Test
  void theSpeedCountsWhatAShardDidUpToItsEnd() {
    hear(0, 0);
    sampleAt(0);
    pass = pass.with(new MigrationEvent.ShardFinished(1, 0, new Tally(8_000, 1), 1, 1, NOW));
    board.forget(0);
    hear(1, 0);
    sampleAt(1);
    assertThat(speedAt(1)).isEqualTo(8_000);
  }

  // Nothing moves until the shards of a dead node are taken over, and then they may end at once.
  @Test
  void aShardThatGoesOnBetweenTwoSamplesHasASpeed() {
    hear(0, 1_000);
    for (int second = 0; second <= 12; second++) {
      sampleAt(second);
    }
    hear(0, 13_000);

    assertThat(speedAt(13)).isEqualTo(2_000);
  }

  @Test
  void oneRangeIsNotTakenForWhatAFractionOfASecondDoes() {
    hear(0, 0);
    sampleAt(0);
    hear(0, 10_000);

    assertThat(board.nodesPerSecond(pass, NOW.plusMillis(10))).isEqualTo(10_000);
  }

  private double speedAt(int second) {
    return board.nodesPerSecond(pass, NOW.plusSeconds(second));
  }

  private void hear(int shard, long visited) {
    board.hear(
        new ShardProgressed(
            new ShardId("people", 1, shard),
            "node",
            1,
            1,
            new Tally(visited, visited),
            MigrationScene.whole(shard),
            null),
        NOW);
  }

  private void sampleAt(int second) {
    board.sample(pass, NOW.plusSeconds(second));
  }
}
