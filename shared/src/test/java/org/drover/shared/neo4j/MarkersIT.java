package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.Marker;
import org.drover.shared.graph.Markers;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.junit.jupiter.api.Test;

/** What the graph says of a migration, and how it is known who else wrote to it. */
@EachLine
class MarkersIT {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final TestNeo4j neo4j;
  private final TestRanges nodes;
  private final Markers markers;
  private final String migration = TestNeo4j.fresh("marked");

  MarkersIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.nodes = TestRanges.nodes(neo4j);
    this.markers = neo4j.graph.markers();
  }

  @Test
  void applicationsFindPhaseVersionAndTime() {
    markers.announce(marker("backfilling", 0, 3));
    markers.announce(marker("cut-over", 60, 9));

    assertThat(
            neo4j
                .run(
                    "MATCH (m:DroverMigration {id: $id}) RETURN m.phase + ' ' + m.version + ' ' +"
                        + " toString(m.since)",
                    "id",
                    migration)
                .first()
                .get(0)
                .asString())
        .isEqualTo("cut-over v2 2026-01-01T12:01:00Z");
  }

  @Test
  void theSameAgainChangesNothing() {
    markers.announce(marker("cut-over", 0, 3));
    markers.announce(marker("cut-over", 60, 4));

    assertThat(markers.marker(migration)).contains(marker("cut-over", 0, 3));
  }

  // A coordinator that stood still says what was true when it went to sleep.
  @Test
  void whatComesTooLateIsNotSaid() {
    markers.announce(marker("rolled-back", 60, 9));
    markers.announce(marker("cut-over", 0, 7));

    assertThat(markers.marker(migration)).contains(marker("rolled-back", 60, 9));
  }

  @Test
  void whatIsWithdrawnIsGone() {
    markers.announce(marker("cut-over", 0, 3));
    markers.withdraw(migration);
    markers.withdraw(migration);

    assertThat(markers.marker(migration)).isEmpty();
  }

  @Test
  void droversOwnCommitsAreNotThoseOfOthers() {
    ShardId shard = new ShardId(migration, 1, 0);
    nodes.run("CREATE (:$L {visits: 0})");
    neo4j.graph.prepareFences(List.of(shard));
    String fresh = TestNeo4j.fresh("fresh");
    neo4j.graph.knowNames(Set.of(fresh), Set.of(fresh));
    OptionalLong before = neo4j.graph.commitsOfOthers();
    assertThat(before).isPresent();

    long epoch = neo4j.graph.ranges().claim(shard, TestRanges.PLAN, 0).epoch();
    Ownership owner = new Ownership(shard, epoch, 0);
    try (OpenRange range = nodes.open(owner, true)) {
      range.commit(Key.of(7L), "record");
    }
    nodes.open(new Ownership(shard, epoch, 1), true).close();
    neo4j.graph.ranges().claim(shard, TestRanges.PLAN, 0);
    markers.announce(marker("backfilling", 0, 3));
    assertThat(neo4j.graph.commitsOfOthers()).isEqualTo(before);

    // As a shard gets that another one gave a part of its slice.
    neo4j.graph.prepareFences(List.of(new ShardId(migration, 1, 1)));
    assertThat(neo4j.graph.commitsOfOthers()).isEqualTo(before);

    nodes.run("MATCH (n:$L) SET n.visits = 1");
    assertThat(neo4j.graph.commitsOfOthers()).hasValue(before.getAsLong() + 1);
  }

  @Test
  void readersAreNotWriters() {
    OptionalLong before = neo4j.graph.commitsOfOthers();
    nodes.run("MATCH (n:$L) RETURN count(n)");
    assertThat(neo4j.graph.commitsOfOthers()).isEqualTo(before);
  }

  private Marker marker(String phase, long secondsAfter, long sequence) {
    return new Marker(migration, phase, "v2", NOON.plusSeconds(secondsAfter), sequence);
  }
}
