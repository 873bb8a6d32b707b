package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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

/**
 * Whatever the strategy, a backfill, its verification and its rollback, in the middle of each of
 * which the only worker is killed, leave the graph as it was, bit for bit. All of WordNet and many
 * records are migrated side by side, so that each kill meets both.
 */
@Order(2)
class EachStrategyIT {

  /**
   * @param how the lines of the spec that say it
   */
  private record Strategy(String name, String how, List<String> steps) {

    private Strategy(String name, String how, String... steps) {
      this(name, how, List.of(steps));
    }

    private Sampled of(SampleGraph sample, long members) {
      List<String> names = new ArrayList<>(sample.keyProperties());
      names.add(sample.label());
      String migration = name + "-" + sample.label().toLowerCase(Locale.ROOT);
      StringBuilder spec = new StringBuilder();
      spec.append("migration: ").append(migration).append('\n');
      spec.append("select: {label: ").append(sample.label()).append("}\n");
      spec.append(how).append("\nbudget: {workers: 2}\nverify: {level: standard}\n");
      spec.append("transform:\n");
      steps.stream()
          .map(step -> step.formatted(names.toArray()))
          .forEach(step -> spec.append("  - ").append(step).append('\n'));
      return new Sampled(migration, spec.toString(), members);
    }
  }

  private static final List<Strategy> STRATEGIES =
      List.of(
          new Strategy(
              "shadow",
              "strategy: shadow",
              "canonical-key: {version: v1, of: [%1$s, %2$s], normalize: [nfc, trim], into: key}",
              "copy: {%2$s: copied}"),
          new Strategy("label", "strategy: label", "add-label: Seen"),
          new Strategy(
              "in-place",
              "strategy: in-place\nundo: keep",
              "set: {%2$s: same}",
              "remove: [%3$s]",
              "rename: {%4$s: moved}",
              "add-label: Moved"),
          new Strategy(
              "retyped",
              "strategy: in-place\nundo: keep",
              "canonical-key: {version: v1, of: [%1$s, %2$s], into: key}",
              "retype: {from: %5$s, to: Retyped, defaults: {era: new}}"));

  /**
   * A dozen ranges and more of each, two at a time, each of several round trips: when the first
   * ones are in the journal, most are not. Fewer would need a slower line, which is what such a
   * test spends its time on, more than on members.
   */
  private static final Duration EACH_WAY = Duration.ofMillis(40);

  @TempDir private Path folder;

  /** One of the samples, migrated in one of the ways. */
  private record Sampled(String migration, String spec, long members) {}

  @Test
  void wordNetAndRecordsComeBack() throws IOException {
    List<SampleGraph> samples = List.of(new WordNetGraph(), new RecordsGraph(60_000));
    try (TestCluster cluster = TestCluster.start(folder)) {
      // They start while the graph is filled.
      cluster.startCoordinator();
      TestMember worker = cluster.startWorker(1);
      Map<SampleGraph, Long> members = new LinkedHashMap<>();
      for (SampleGraph sample : samples) {
        members.put(sample, sample.fill(cluster.driver(), step -> {}).selected());
      }
      String before = GraphDigest.of(cluster.driver());
      cluster.awaitMembers(2);
      for (Strategy strategy : STRATEGIES) {
        List<Sampled> both = new ArrayList<>();
        members.forEach((sample, count) -> both.add(strategy.of(sample, count)));
        new Journey(cluster, worker, both).thereAndBack();
        assertThat(GraphDigest.of(cluster.driver())).as(strategy.name()).isEqualTo(before);
      }
    }
  }

  private record Journey(TestCluster cluster, TestMember worker, List<Sampled> both) {

    private void thereAndBack() throws IOException {
      killedInTheMiddleOf(
          1,
          one -> cluster.submit(one.spec()),
          one -> {
            cluster.awaitCompleted(one.migration());
            assertThat(tally(one, PassKind.BACKFILL, Phase.COMPLETED).changed()).isPositive();
          });
      killedInTheMiddleOf(
          2,
          one -> cluster.ask(one.migration(), "verify", Map.of()),
          one ->
              assertThat(tally(one, PassKind.VERIFY, Phase.COMPLETED))
                  .isEqualTo(new Tally(one.members(), 0)));
      killedInTheMiddleOf(
          3,
          one -> cluster.ask(one.migration(), "rollback", Map.of("onConflict", "stop")),
          one -> cluster.awaitPhase(one.migration(), Phase.ROLLED_BACK));
      for (Sampled one : both) {
        cluster.proofHolds(one.migration());
      }
    }

    /**
     * As soon as the journal has a range of each, and at the worker's death of none has all.
     *
     * @param pass its number, and that of the ranges in the journal
     * @param end returns when it is there
     */
    private void killedInTheMiddleOf(int pass, Consumer<Sampled> order, Consumer<Sampled> end) {
      List<ShardJournal> journals =
          both.stream().map(one -> new ShardJournal(cluster, one.migration(), pass)).toList();
      cluster.makeLineSlow(EACH_WAY);
      both.forEach(order);
      TestCluster.await(
          "a part of each is done", () -> journals.stream().allMatch(one -> one.ranges() > 0));
      worker.kill();
      // Nobody is left who could add to them.
      List<Long> atItsDeath = journals.stream().map(ShardJournal::ranges).toList();
      cluster.makeLineSlow(Duration.ZERO);
      worker.restart();

      both.forEach(end);
      for (int i = 0; i < journals.size(); i++) {
        long done = atItsDeath.get(i);
        long all = journals.get(i).ranges();
        System.out.printf(
            "%s, pass %d: killed after %d of %d ranges%n",
            journals.get(i).migration(), pass, done, all);
        assertThat(done).as("ranges before it was killed").isPositive().isLessThan(all);
      }
    }

    private Tally tally(Sampled one, PassKind kind, Phase phase) {
      MigrationView view = cluster.awaitPass(one.migration(), kind, phase);
      return Objects.requireNonNull(view.pass()).tally();
    }
  }
}
