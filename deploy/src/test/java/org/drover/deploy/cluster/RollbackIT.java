package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a migration overwrote comes back as it was, also when the rollback itself is killed. */
class RollbackIT {

  private static final int NODES = 60_000;

  private static final String IN_PLACE =
      """
      migration: in-place
      select: {label: Place}
      strategy: in-place
      undo: keep
      budget: {workers: 2}
      transform:
        - cast: {property: number, to: string}
        - rename: {name: title}
        - retype: {from: Place, to: Site, defaults: {kind: town}}
      """;

  @TempDir private Path folder;

  @Test
  void aKilledRollbackOfAKilledBackfillRestoresEveryValue() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      cluster.run("MATCH (n:Place) WHERE n.number % 3 > 0 SET n.name = 'p' + n.number");
      cluster.run("MATCH (n:Place) WHERE n.number % 5 = 0 SET n.kind = 'city', n:Capital");
      String before = cluster.contents();
      cluster.startCoordinator();
      TestMember first = cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.makeLineSlow(Duration.ofMillis(100));
      cluster.submit(IN_PLACE);
      TestCluster.await("a part is written", () -> cluster.count("Site") > 0);
      first.kill();
      TestMember second = cluster.startWorker(2);

      cluster.ask("in-place", "rollback", Map.of("onConflict", "stop"));
      TestCluster.await(
          "a part is put back",
          () -> {
            MigrationView view = cluster.view("in-place");
            return view != null
                && (view.phase() == Phase.ROLLED_BACK
                    || (view.phase() == Phase.ROLLING_BACK
                        && view.pass() != null
                        && view.pass().tally().changed() > 0));
          });
      second.kill();
      cluster.startWorker(3);
      cluster.makeLineSlow(Duration.ZERO);

      cluster.awaitPhase("in-place", Phase.ROLLED_BACK);
      assertThat(cluster.contents()).isEqualTo(before);
      assertThat(cluster.proof("in-place").get("holds").asBoolean())
          .as(cluster.proof("in-place").toPrettyString())
          .isTrue();
    }
  }
}
