package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.sandbox.SlowLine;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A line that swallows what is sent and closes nothing, as after a fire wall forgot a connection.
 * Left to itself the driver would wait for two minutes, as the server tells it.
 */
@EachLine
class DeadLineIT {

  private static final Duration FOREVER = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final TestRanges nodes;
  private final SlowLine line;
  private final Neo4jGraph graph;
  private final ShardId shard = new ShardId(TestNeo4j.fresh("dead-line"), 1, 0);

  DeadLineIT(Line release) throws IOException {
    TestNeo4j neo4j = TestNeo4j.of(release);
    this.nodes = TestRanges.nodes(neo4j);
    this.line = SlowLine.to(neo4j.bolt);
    this.graph =
        Neo4jGraph.connect(
            new Connection(line.uri(), "", "", null).withTransactionTimeout(Duration.ofSeconds(2)));
    graph.prepareFences(List.of(shard));
  }

  @AfterEach
  void close() throws IOException {
    graph.close();
    line.close();
  }

  @Test
  void aRangeIsGivenUpAndTheNextGoesByAnotherLine() {
    try (OpenRange range = open()) {
      line.delay(FOREVER);
      assertThat(failure(() -> plant(range)).kind()).isEqualTo(Kind.TRANSIENT);
    }
    line.delay(Duration.ZERO);
    try (OpenRange range = open()) {
      plant(range);
      range.commit(Key.of(1L), "one");
    }
    assertThat(nodes.ids()).hasSize(1);
  }

  @Test
  void nobodyKnowsWhatBecameOfACommit() {
    try (OpenRange range = graph.ranges().unfenced(nodes.selection())) {
      plant(range);
      line.delay(FOREVER);
      assertThat(failure(() -> range.commit(Key.of(1L), "nothing")).kind())
          .isEqualTo(Kind.UNKNOWN_OUTCOME);
    }
  }

  @Test
  void whoeverWaitedIsNotDisturbedAfterwards() {
    try (OpenRange range = open()) {
      line.delay(FOREVER);
      failure(() -> plant(range));
    }
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private void plant(OpenRange range) {
    range.plant(Set.of(nodes.name()), Map.of());
  }

  private OpenRange open() {
    long epoch = graph.ranges().claim(shard, TestRanges.PLAN, 0).epoch();
    return graph.ranges().open(new Ownership(shard, epoch, 0), new Scope(nodes.selection(), true));
  }

  private static GraphException failure(ThrowingCallable work) {
    long begun = System.nanoTime();
    GraphException failure = catchThrowableOfType(GraphException.class, work);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONG);
    return failure;
  }
}
