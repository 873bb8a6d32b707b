package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drover.deploy.sample.RecordsGraph;
import org.drover.deploy.sample.SampleGraph;
import org.drover.deploy.sample.WordNetGraph;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever the strategy, a backfill and its rollback in which each time a worker is killed leave
 * the graph as it was, bit for bit.
 */
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class EachStrategyIT {

  private static final List<String> SHADOW =
      List.of(
          "strategy: shadow",
          "canonical-key: {version: v1, of: [%1$s, %2$s], normalize: [nfc, trim], into: key}",
          "copy: {%2$s: copied}");

  private static final List<String> LABEL = List.of("strategy: label", "add-label: Seen");

  private static final List<String> IN_PLACE =
      List.of(
          "strategy: in-place\nundo: keep",
          "set: {%2$s: same}",
          "remove: [%3$s]",
          "rename: {%4$s: moved}",
          "add-label: Moved");

  private static final List<String> RETYPED =
      List.of(
          "strategy: in-place\nundo: keep",
          "canonical-key: {version: v1, of: [%1$s, %2$s], into: key}",
          "retype: {from: %5$s, to: Retyped, defaults: {era: new}}");

  /**
   * Two dozen ranges and more, two at a time, each of several round trips: when it is seen that the
   * first one is done, which takes up to a second, most are not. Fewer would need a slower line,
   * which is what such a test spends its time on, more than on members.
   */
  private static final Duration EACH_WAY = Duration.ofMillis(40);

  @TempDir private Path folder;

  @Test
  void wordNetComesBack() throws IOException {
    comesBack(new WordNetGraph());
  }

  @Test
  void recordsComeBack() throws IOException {
    comesBack(new RecordsGraph(60_000));
  }

  private void comesBack(SampleGraph graph) throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      // They start while the graph is filled.
      cluster.startCoordinator();
      TestMember worker = cluster.startWorker(1);
      long members = graph.fill(cluster.driver(), step -> {}).selected();
      String before = GraphDigest.of(cluster.driver());
      cluster.awaitMembers(2);
      int migrations = 0;
      for (List<String> how : List.of(SHADOW, LABEL, IN_PLACE, RETYPED)) {
        String migration = "m" + ++migrations;
        thereAndBack(cluster, worker, migration, spec(migration, graph, how), members);
        assertThat(GraphDigest.of(cluster.driver())).as("%s", how).isEqualTo(before);
      }
    }
  }

  private void thereAndBack(
      TestCluster cluster, TestMember worker, String migration, String spec, long members)
      throws IOException {
    cluster.makeLineSlow(EACH_WAY);
    cluster.submit(spec);
    killedMidway(cluster, worker, migration, Phase.BACKFILLING);
    cluster.awaitCompleted(migration);
    assertThat(tally(cluster.awaitPhase(migration, Phase.COMPLETED)).changed()).isPositive();
    cluster.ask(migration, "verify", Map.of());
    assertThat(tally(cluster.awaitPass(migration, PassKind.VERIFY, Phase.COMPLETED)))
        .isEqualTo(new Tally(members, 0));

    cluster.makeLineSlow(EACH_WAY);
    cluster.ask(migration, "rollback", Map.of("onConflict", "stop"));
    killedMidway(cluster, worker, migration, Phase.ROLLING_BACK);
    cluster.awaitPhase(migration, Phase.ROLLED_BACK);
    assertThat(cluster.proof(migration).get("holds").asBoolean())
        .as(cluster.proof(migration).toPrettyString())
        .isTrue();
  }

  /** As soon as a part is done and before all is; it is started again at once. */
  private static void killedMidway(
      TestCluster cluster, TestMember victim, String migration, Phase phase) {
    TestCluster.await(
        "a part is done",
        () -> {
          MigrationView view = cluster.view(migration);
          assertThat(view == null ? phase : view.phase())
              .as("it is killed midway")
              .isNotIn(Phase.COMPLETED, Phase.ROLLED_BACK);
          return view != null && view.phase() == phase && tally(view).changed() > 0;
        });
    victim.kill();
    cluster.makeLineSlow(Duration.ZERO);
    victim.restart();
  }

  private static Tally tally(MigrationView view) {
    return view.pass() == null ? Tally.NONE : view.pass().tally();
  }

  private static String spec(String migration, SampleGraph graph, List<String> how) {
    List<String> names = new ArrayList<>(graph.keyProperties());
    names.add(graph.label());
    StringBuilder spec = new StringBuilder();
    spec.append("migration: ").append(migration).append('\n');
    spec.append("select: {label: ").append(graph.label()).append("}\n");
    spec.append(how.getFirst()).append("\nbudget: {workers: 2}\nverify: {level: standard}\n");
    spec.append("transform:\n");
    how.stream()
        .skip(1)
        .map(step -> step.formatted(names.toArray()))
        .forEach(step -> spec.append("  - ").append(step).append('\n'));
    return spec.toString();
  }
}
