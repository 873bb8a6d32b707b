package org.drover.deploy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.drover.coordinator.metrics.CoordinatorMetrics;
import org.drover.coordinator.metrics.Reason;
import org.drover.deploy.SampleViews;
import org.drover.deploy.Tool;
import org.drover.deploy.client.Patience;
import org.drover.shared.graph.GraphException;
import org.drover.shared.journal.Limits;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.NodeUse;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.Quantiles;
import org.drover.shared.spec.Window;
import org.drover.worker.metrics.WorkerMetrics.Finished;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts for real, and asks as Prometheus does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScrapeTest {

  private static final ShardId SHARD = new ShardId("keys", 1, 0);
  private static final Pattern LABEL = Pattern.compile("[a-z]+=\"[^\"]*\"");
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              kamon.metric.tick-interval = 200ms
              kamon.metric.optimistic-tick-alignment = no
              pekko { loglevel = WARNING, actor.provider = local }
              """)
          .withFallback(ConfigFactory.load());

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "scrape", CONFIG);
  private final Metrics metrics = Metrics.start(CONFIG);
  private URI server = URI.create("");

  @BeforeAll
  void listenAndCount() {
    ServerBinding binding =
        MetricsServer.bind(system, "127.0.0.1", 0, metrics, ready::get)
            .toCompletableFuture()
            .join();
    server = URI.create("http://127.0.0.1:" + binding.localAddress().getPort());
    Tally range = new Tally(1000, 900);
    metrics.ofWorker().finished(SHARD, new Finished(range, 250_000_000, 4096));
    metrics.ofWorker().checkpoint(SHARD, range);
    metrics.ofWorker().failed(SHARD, GraphException.Kind.TRANSIENT);
    metrics
        .ofCoordinator()
        .stands(SampleViews.running(470), Map.of(new Reason("retry", false), 2L));
  }

  @AfterAll
  void stop() {
    http.shutdownNow();
    metrics.close();
    system.terminate();
  }

  private HttpResponse<String> get(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Labels stand in any order. */
  private boolean shows(String wanted) {
    String name = wanted.replaceFirst("[{ ].*", "");
    String value = wanted.contains("} ") ? wanted.replaceFirst(".*} ", " ") : "";
    List<String> labels = LABEL.matcher(wanted).results().map(label -> label.group()).toList();
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name) && line.endsWith(value))
        .anyMatch(line -> labels.stream().allMatch(line::contains));
  }

  private void eventually(String line) {
    assertThat(new Patience().until(SOON, () -> shows(line)))
        .as("%s in%n%s", line, get("/metrics").body())
        .isTrue();
  }

  @Test
  void whatAWorkerDidIsCounted() {
    eventually("drover_migration_nodes_migrated_total{migration=\"keys\"} 900.0");
    eventually("drover_migration_nodes_visited_total{migration=\"keys\"} 1000.0");
    eventually("drover_migration_checkpoint_writes_total{migration=\"keys\"} 1.0");
    eventually("drover_migration_read_bytes_total{migration=\"keys\"} 4096.0");
    eventually("drover_migration_retries_total{migration=\"keys\",kind=\"transient\"} 1.0");
    eventually("drover_migration_range_duration_seconds_count{migration=\"keys\"} 1.0");
  }

  @Test
  void howAMigrationStandsIsShown() {
    eventually("drover_migration_progress_ratio{migration=\"keys\"} 0.47");
    eventually("drover_migration_eta_seconds{migration=\"keys\"} 5.0");
    eventually("drover_migration_nodes_per_second{migration=\"keys\"}");
    eventually(
        "drover_migration_waiting{migration=\"keys\",reason=\"retry\",throttled=\"false\"} 2.0");
    eventually("drover_migration_workers{migration=\"keys\",state=\"running\"} 1.0");
    eventually("drover_migration_phase{migration=\"keys\",phase=\"backfilling\"} 1.0");
  }

  @Test
  void whatIsWatchedIsShownWithItsThreshold() {
    CoordinatorMetrics own = metrics.ofCoordinator();
    own.stands(paced(), Map.of());

    eventually("drover_guard_value{migration=\"paced\",signal=\"probe 1\"} 4.5");
    eventually("drover_guard_threshold{migration=\"paced\",signal=\"probe 1\"} 5.0");
    eventually("drover_guard_threshold{migration=\"paced\",signal=\"http\"} 80.0");
    assertThat(shows("drover_guard_value{migration=\"paced\",signal=\"http\"}")).isFalse();
    eventually(
        "drover_probe_latency_seconds{migration=\"paced\",signal=\"probe 1\",quantile=\"0.99\"} 0.009");
    eventually("drover_migration_pace_ratio{migration=\"paced\"} 0.5");
    eventually("drover_migration_memory_usage_bytes{migration=\"paced\"} 3000.0");
  }

  @Test
  void aStallIsShown() {
    metrics.ofCoordinator().stands(paced(), Map.of());

    eventually("drover_migration_stalled{migration=\"keys\"} 0.0");
    eventually("drover_migration_stalled{migration=\"paced\"} 1.0");
  }

  @Test
  void whenTheWindowClosesIsShown() {
    metrics.ofCoordinator().stands(paced(), Map.of());

    eventually("drover_window_closes_seconds{migration=\"paced\"}");
    assertThat(shows("drover_window_closes_seconds{migration=\"keys\"}")).isFalse();
  }

  /** Two alerts ask for these. */
  @Test
  void whatIsWrongWithAMigrationIsShown() {
    metrics.ofCoordinator().stands(paced(), Map.of());

    eventually("drover_migration_error_budget_spent_ratio{migration=\"paced\"} 0.75");
    eventually("drover_migration_collisions{migration=\"paced\"} 2.0");
  }

  private static MigrationView paced() {
    LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    Window window =
        new Window(
            EnumSet.allOf(DayOfWeek.class), now.minusHours(1), now.plusHours(1), ZoneOffset.UTC);
    PaceView pace =
        new PaceView(
            0.5,
            null,
            new Limits(8, null, null, 1, 1_000, Map.of(), List.of(window.toString())),
            List.of(
                new PaceView.Signal(
                    "probe 1", 4.5, 5, "ms", PaceView.Trend.STEADY, new Quantiles(2, 4.5, 9)),
                new PaceView.Signal("http", null, 80, "", PaceView.Trend.STEADY, null)),
            List.of(worker("host:1", 1_000), worker("host:2", 2_000)),
            SampleViews.START);
    MigrationView view = SampleViews.running(470);
    return new MigrationView(
        "paced",
        view.phase(),
        view.execute(),
        view.pass(),
        view.why(),
        pace,
        30,
        0.75,
        2,
        view.submittedAt(),
        view.endedAt());
  }

  private static PaceView.WorkerNode worker(String node, long bytes) {
    return new PaceView.WorkerNode(node, new NodeUse(1, 1, 0, 8, bytes, bytes, 9, 0, 0));
  }

  @Test
  void aNumberThatIsNotGivenAnyMoreDoesNotStay() {
    CoordinatorMetrics own = metrics.ofCoordinator();
    own.stands(renamed(SampleViews.running(470)), Map.of());
    eventually("drover_migration_eta_seconds{migration=\"moved\"}");

    own.stands(renamed(SampleViews.planning()), Map.of());
    eventually("drover_migration_phase{migration=\"moved\",phase=\"planning\"} 1.0");
    own.forget("moved");

    assertThat(new Patience().until(SOON, () -> !get("/metrics").body().contains("\"moved\"")))
        .as("%s", get("/metrics").body())
        .isTrue();
  }

  private static MigrationView renamed(MigrationView view) {
    return new MigrationView(
        "moved",
        view.phase(),
        view.execute(),
        view.pass(),
        view.why(),
        view.pace(),
        view.quarantined(),
        view.errorsSpent(),
        view.collisions(),
        view.submittedAt(),
        view.endedAt());
  }

  @Test
  void healthIsAnsweredOnEveryNodeAndNothingElseIs() {
    ready.set(false);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    ready.set(true);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/api/v1/migrations").statusCode()).isEqualTo(404);
  }

  /** Every line as Prometheus' own checker wants it. */
  @Test
  void theFormatIsOneThatPrometheusReads() throws IOException {
    Tool promtool = Tool.installed("promtool");
    eventually("drover_migration_range_duration_seconds_count");

    assertThat(promtool.run(get("/metrics").body(), "check", "metrics"))
        .as("promtool's complaints")
        .doesNotContain("error");
  }

  @Test
  void aRealPrometheusScrapesIt(@TempDir Path folder) throws IOException {
    try (TestPrometheus prometheus = TestPrometheus.scraping(server, folder)) {
      assertThat(
              new Patience()
                  .until(SOON, () -> prometheus.value("drover_migration_progress_ratio") == 0.47))
          .as("what Prometheus has: %s", prometheus.answer("drover_migration_progress_ratio"))
          .isTrue();
      assertThat(prometheus.value("drover_migration_nodes_migrated_total")).isEqualTo(900);
    }
  }
}
