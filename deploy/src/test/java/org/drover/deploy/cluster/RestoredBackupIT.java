package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.drover.coordinator.api.Listening;
import org.drover.deploy.Ended;
import org.drover.deploy.TestServers;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Json;
import org.drover.deploy.node.Node;
import org.drover.deploy.node.NodeSettings;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.node.NodeSettings.Journal;
import org.drover.sandbox.LocalPostgres;
import org.drover.sandbox.Neo4jServer;
import org.drover.sandbox.Neo4jServer.Extras;
import org.drover.sandbox.SlowLine;
import org.drover.shared.journal.Accept;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/**
 * Backups that are really put back: the folder of a database, copied while it stood still, in place
 * of what it has become since. Nobody tells the program.
 */
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoredBackupIT {

  private static final int NODES = 12_000;

  /** More than two ranges: one that is missing in the journal is no question to anybody. */
  private static final int SOME = 2_500;

  /** Not idempotent: whoever does a range twice, or leaves one out, is found out. */
  private static final String SPEC =
      """
      migration: visits
      select: {label: Place}
      strategy: in-place
      budget: {workers: 1, rate: 2000/s}
      transform:
        - cypher: "SET n.visits = coalesce(n.visits, 0) + 1"
      """;

  private static final int SLOW_NODES = 24_000;

  /** Only what takes a while and is not held back is split: this database is far away. */
  private static final String SLOW = SPEC.replace(", rate: 2000/s", "");

  private static final Duration FAR_AWAY = Duration.ofMillis(75);

  private static final String PASSWORD = "a-secret-of-no-use";

  private Path folder;
  private Neo4jServer neo4j;
  private Driver driver;
  private SlowLine line;
  private LocalPostgres postgres;
  private Node node;
  private Coordinator coordinator;
  private int journals;

  @BeforeAll
  void start(@TempDir Path ofAll) throws IOException {
    folder = ofAll;
    neo4j =
        Neo4jServer.start(
            new Neo4jServer.Options(
                TestServers.line(),
                folder.resolve("neo4j"),
                0,
                PASSWORD,
                "512m",
                "64m",
                false,
                new Extras(List.of(), List.of(), List.of("-XX:TieredStopAtLevel=1"))));
    driver = GraphDatabase.driver(neo4j.bolt(), AuthTokens.basic("neo4j", PASSWORD));
    line = SlowLine.to(neo4j.bolt());
  }

  @AfterAll
  void stop() throws IOException {
    line.close();
    driver.close();
    neo4j.close();
  }

  /** One that nobody has written to, and an empty graph. */
  @BeforeEach
  void begin() {
    journals++;
    run("MATCH (n) DETACH DELETE n");
    startJournal();
  }

  @AfterEach
  void end() {
    stopJournal();
    line.delay(Duration.ZERO);
  }

  @Test
  void whichDatabaseWasPutBackIsSaidAndByChoiceItGoesOnWithEveryNodeVisitedOnce()
      throws IOException {
    run("UNWIND range(1, %d) AS number CREATE (:Place {number: number})".formatted(NODES));
    coordinator.submit(SPEC, true);
    pauseAfterSome();
    stopJournal();
    neo4j.stopDatabase();
    copy("neo4j/data", "backup-of-graph");
    copy(journal(), "backup-of-journal");
    neo4j.startDatabase();
    startJournal();
    coordinator.resume("visits", "the backups are made", null);
    pauseAfterSome();

    // The program runs on: to it the graph was away for a moment.
    long gone = visited();
    neo4j.stopDatabase();
    copy("backup-of-graph", "neo4j/data");
    neo4j.startDatabase();
    assertThat(visited()).isLessThan(gone);
    coordinator.resume("visits", "nobody knows", null);
    assertThat(pausedBecause("probably")).contains("the graph was restored");
    coordinator.resume("visits", "from last night", Accept.GRAPH);
    pauseAfterSome();

    stopJournal();
    copy("backup-of-journal", journal());
    startJournal();
    coordinator.resume("visits", "nobody knows", null);
    assertThat(pausedBecause("probably")).contains("the journal was restored");
    coordinator.resume("visits", "from last night, too", Accept.GRAPH);

    await("it completes", view -> view.phase() == Phase.COMPLETED);
    assertThat(number("MATCH (n:Place) WHERE n.visits = 1 RETURN count(n)")).isEqualTo(NODES);
    assertThat(findings()).contains("REALIGNED");
  }

  // Two workers from the middle on: one of them gets half of what the other had left.
  @Test
  void aJournalFromBeforeASplitIsFoundOutAndTheSplitIsTakenOverFromTheGraph() throws IOException {
    run("UNWIND range(1, %d) AS number CREATE (:Place {number: number})".formatted(SLOW_NODES));
    line.delay(FAR_AWAY);
    coordinator.submit(SLOW, true);
    coordinator.limit("visits", "small ranges", Map.of("rangeMillis", "30"));
    pauseAfter(SLOW_NODES / 16);
    int shards = shards();
    stopJournal();
    copy(journal(), "backup-of-journal");
    startJournal();
    coordinator.limit("visits", "to have more shards", Map.of("workers", "6"));
    coordinator.resume("visits", "the backup is made", null);
    await("a shard is split", view -> shards() > shards);
    pauseAfter(SLOW_NODES / 16);
    line.delay(Duration.ZERO);

    stopJournal();
    copy("backup-of-journal", journal());
    startJournal();
    assertThat(shards()).isEqualTo(shards);
    coordinator.resume("visits", "nobody knows", null);
    assertThat(pausedBecause("never heard of")).contains("it was restored from before");
    coordinator.resume("visits", "from last night", Accept.GRAPH);

    await("it completes", view -> view.phase() == Phase.COMPLETED);
    assertThat(shards()).isGreaterThan(shards);
    assertThat(number("MATCH (n:Place) WHERE n.visits = 1 RETURN count(n)")).isEqualTo(SLOW_NODES);
    assertThat(findings()).containsExactly("REALIGNED");
  }

  @Test
  void aRowThatIsNoEventIsAPhaseOfItsMigrationAndHoldsUpNoOther() throws SQLException {
    run("CREATE (:Place {number: 1})");
    coordinator.submit(SPEC, false);
    coordinator.submit(SPEC.replace("migration: visits", "migration: others"), false);
    TestCluster.await(
        "both are surveyed",
        () -> phase("visits") == Phase.SURVEYED && phase("others") == Phase.SURVEYED);
    try (Connection journal =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = journal.createStatement()) {
      statement.executeUpdate(
          "UPDATE event_journal SET event_payload = 'no event'::bytea"
              + " WHERE persistence_id = 'migration|visits' AND sequence_number = 2");
    }

    stopJournal();
    startJournal();
    TestCluster.await("the damage is told", () -> phase("visits") == Phase.DAMAGED);
    assertThat(coordinator.show("visits").why())
        .contains("event 2 of migration|visits cannot be read", "Restore it from its backup");
    assertThat(phase("others")).isEqualTo(Phase.SURVEYED);
  }

  /** In the list, which says something of everybody; null before there is one. */
  private @Nullable Phase phase(String migration) {
    return coordinator.list().stream()
        .filter(view -> view.migration().equals(migration))
        .map(MigrationView::phase)
        .findFirst()
        .orElse(null);
  }

  private int shards() {
    PassView pass = Objects.requireNonNull(coordinator.show("visits").pass());
    return pass.shardsFinished() + pass.shardsRunning() + pass.shardsWaiting();
  }

  private void pauseAfterSome() {
    pauseAfter(SOME);
  }

  private void pauseAfter(int nodes) {
    long before = visited();
    TestCluster.await("some ranges are done", () -> visited() > before + nodes);
    coordinator.pause("visits", "the test wants it");
    await(
        "nothing runs",
        view -> view.pass() != null && Objects.requireNonNull(view.pass()).shardsRunning() == 0);
    assertThat(coordinator.show("visits").phase()).isEqualTo(Phase.PAUSED);
  }

  private String pausedBecause(String word) {
    await(
        "it pauses",
        view -> view.phase() == Phase.PAUSED && String.valueOf(view.why()).contains(word));
    return String.valueOf(coordinator.show("visits").why());
  }

  private void await(String what, Predicate<MigrationView> condition) {
    TestCluster.await(what, () -> condition.test(coordinator.show("visits")));
  }

  private Set<String> findings() throws IOException {
    Set<String> kinds = new HashSet<>();
    for (JsonNode finding : Json.tree(coordinator.proof("visits")).at("/passes/0/findings")) {
      kinds.add(finding.path("kind").asText());
    }
    return kinds;
  }

  private String journal() {
    return "journal-%d/postgres".formatted(journals);
  }

  private void startJournal() {
    postgres = LocalPostgres.startWithoutFsync(folder.resolve("journal-" + journals));
    node =
        Node.start(
            new NodeSettings(
                Set.of("coordinator", "worker"),
                "127.0.0.1",
                0,
                List.of(),
                Listening.local(0),
                null,
                null,
                false,
                new Journal(postgres.jdbcUrl(), postgres.user(), postgres.password()),
                Map.of("main", new GraphConnection(line.uri(), "neo4j", PASSWORD, null)),
                null,
                ConfigFactory.empty()));
    coordinator =
        new Coordinator(
            URI.create("http://127.0.0.1:" + node.httpPort().orElseThrow()), "the test");
    TestCluster.await("the node is ready", coordinator::isReady);
  }

  private void stopJournal() {
    coordinator.close();
    node.close();
    postgres.close();
  }

  /** With owners and rights, in place of what is there. */
  private void copy(String from, String to) throws IOException {
    String script = "rm -rf \"$2\" && cp -a \"$1\" \"$2\"";
    Process copying =
        new ProcessBuilder(
                "sh",
                "-c",
                script,
                "copy",
                folder.resolve(from).toString(),
                folder.resolve(to).toString())
            .inheritIO()
            .start();
    assertThat(Ended.code(copying)).as("%s to %s", from, to).isZero();
  }

  private long visited() {
    return number("MATCH (n:Place) WHERE n.visits IS NOT NULL RETURN count(n)");
  }

  private void run(String statement) {
    try (Session session = driver.session()) {
      session.run(statement).consume();
    }
  }

  /** By a session of its own: what a driver remembers may lie behind a backup that was put back. */
  private long number(String query) {
    try (Session session = driver.session()) {
      return session.run(query).single().get(0).asLong();
    }
  }
}
