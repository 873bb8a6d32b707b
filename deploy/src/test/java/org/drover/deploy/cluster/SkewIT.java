package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than half of all nodes lie in one of four shards, and idle workers take of it. */
class SkewIT {

  private static final String ID = "count-visits";

  private static final String SPEC =
      """
      migration: count-visits
      select: {label: Place}
      strategy: in-place
      budget: {workers: 4}
      transform:
        - canonical-key: {version: v1, of: [text], into: key}
        - cypher: "SET n.visits = coalesce(n.visits, 0) + 1"
      """;

  /** Side by side at first, and then one among four ids. */
  private static final int DENSE = 20_000;

  private static final int SPARSE = 20_000;
  private static final int NODES = DENSE + SPARSE;

  /** What each node has to be sent; and what a shard's line carries, which is what it waits for. */
  private static final int TEXT_BYTES = 200;

  private static final long LINE_BYTES_PER_SECOND = 1_000L * TEXT_BYTES;

  /** How many nodes the last shard visited after all others were finished. */
  private static final String ALONE =
      """
      WITH ranges AS (
        SELECT persistence_id AS shard, ordering,
          (convert_from(event_payload, 'UTF8')::jsonb #>> '{tally,visited}')::bigint AS visited
        FROM event_journal
        WHERE persistence_id LIKE 'shard|count-visits/1/%'
          AND event_ser_manifest LIKE '%RangeFinished'),
      last AS (SELECT shard FROM ranges ORDER BY ordering DESC LIMIT 1)
      SELECT coalesce(sum(visited), 0) FROM ranges
      WHERE ordering > (SELECT max(ordering) FROM ranges WHERE shard <> (SELECT shard FROM last))
      """;

  @TempDir private Path folder;

  // The dense shard has 53 % of all nodes and each of the others 16 %: without splits it is alone
  // with the last 37 %. Nodes are counted and no time is, for that is another machine's business.
  @Test
  void noShardIsLeftAloneWithMuchMoreThanIsWorthSplitting() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      String text = "'%s' + i".formatted("x".repeat(TEXT_BYTES));
      cluster.run("UNWIND range(1, %d) AS i CREATE (:Place {text: %s})".formatted(DENSE, text));
      cluster.run(
          "UNWIND range(1, %d) AS i CREATE (:Place {text: %s}), (:Other), (:Other), (:Other)"
              .formatted(SPARSE, text));
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.makeLineNarrow(LINE_BYTES_PER_SECOND);
      cluster.submit(SPEC);
      cluster.awaitCompleted(ID);

      long alone = alone(cluster);
      System.out.printf(
          "%d splits; the last shard was alone with %d of %d nodes%n",
          shards(cluster) - 4, alone, NODES);
      assertThat(shards(cluster)).isGreaterThan(4);
      assertThat(alone).isLessThan(NODES / 5);
      cluster.everyNodeWasVisitedOnce(NODES);
      cluster.ask(ID, "verify", Map.of("level", "basic"));
      cluster.awaitPass(ID, PassKind.VERIFY, Phase.COMPLETED);
      assertThat(cluster.proof(ID).get("holds").asBoolean())
          .as(cluster.proof(ID).toPrettyString())
          .isTrue();
    }
  }

  private static int shards(TestCluster cluster) {
    MigrationView view = cluster.view(ID);
    return view == null || view.pass() == null ? 0 : view.pass().shardsFinished();
  }

  private static long alone(TestCluster cluster) {
    try (Connection connection = cluster.journal();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALONE)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(ALONE, failure);
    }
  }
}
