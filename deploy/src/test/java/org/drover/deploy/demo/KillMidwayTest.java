package org.drover.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose death a demo shows. */
class KillMidwayTest {

  // The first shards that are begun may be done when the others have hardly begun.
  @Test
  void whoHasMostLeftToDoIsKilled() {
    assertThat(KillMidway.busiest(pass(shard("one", 39_000), shard("two", 2_500)))).contains("two");
  }

  @Test
  void nobodyIsKilledBeforeItIsKnownWhoDoesWhat() {
    assertThat(KillMidway.busiest(pass(shard(null, 0)))).isEmpty();
    assertThat(KillMidway.busiest(pass())).isEmpty();
  }

  private static RunningShard shard(@Nullable String node, long visited) {
    return new RunningShard(0, node, new Tally(visited, visited), 39_000, null);
  }

  private static PassView pass(RunningShard... running) {
    return new PassView(
        1,
        PassKind.BACKFILL,
        "ids",
        78_000,
        new Tally(41_500, 41_500),
        5,
        0,
        null,
        0,
        running.length,
        0,
        0,
        Instant.EPOCH,
        null,
        List.of(running),
        null);
  }
}
