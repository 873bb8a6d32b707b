package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drover.deploy.Ended;
import org.drover.deploy.TestServers;
import org.drover.deploy.client.Coordinator;
import org.drover.sandbox.LocalPostgres;
import org.drover.sandbox.SlowLine;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.replay.Timeline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What stands still in the middle of a backfill and goes on later, what is slow or garbled, and
 * what runs out of memory: on one cluster, one after another, every node is visited once.
 */
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

  private static final String ID = "count-visits";

  private static final int NODES = 60_000;

  /** A range's transaction may take ten seconds, and a line that is silent for fifteen is dead. */
  private static final Duration BEYOND_EVERY_TIMEOUT = Duration.ofSeconds(17);

  private Path folder;
  private LocalPostgres postgres;
  private SlowLine journalLine;
  private TestServers servers;
  private TestCluster cluster;
  private TestMember coordinator;
  private TestMember worker;
  private String migration;
  private int migrations;

  @BeforeAll
  void start(@TempDir Path ofAll) throws IOException {
    folder = ofAll;
    postgres = LocalPostgres.startWithoutFsync(folder.resolve("journal"));
    URI server = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
    journalLine = SlowLine.to(server);
    String url = "jdbc:" + journalLine.uri() + server.getPath();
    servers =
        TestServers.takeWith(new TestServers.Journal(url, postgres.user(), postgres.password()));
    cluster = TestCluster.start(folder, servers);
    coordinator = cluster.startCoordinator();
    worker = cluster.startWorker(1);
    cluster.startWorker(2);
    cluster.awaitMembers(3);
  }

  @AfterAll
  void stop() throws IOException {
    cluster.close();
    journalLine.close();
    postgres.close();
  }

  /** Small ranges over a line that makes them take a while each. */
  @BeforeEach
  void begin() {
    migration = ID + "-" + ++migrations;
    cluster.run("MATCH (n:Place) DETACH DELETE n");
    cluster.fillWithVisitableNodes(NODES);
    cluster.makeLineSlow(Duration.ofMillis(10));
    cluster.submit(TestCluster.COUNTING.replace(ID, migration));
    try (Coordinator asked = cluster.coordinator()) {
      asked.limit(migration, "small ranges", Map.of("rangeMillis", "30"));
    }
    TestCluster.await("ranges go on", () -> cluster.finishedRanges(migration) > 0);
    cluster.makeLineSlow(Duration.ofMillis(100));
  }

  /** The line is quick again, and all is done. */
  private void completesWithEveryNodeVisitedOnce() throws IOException {
    assertThat(cluster.visitedNodes()).as("it happened midway").isLessThan(NODES);
    cluster.makeLineSlow(Duration.ZERO);
    cluster.awaitCompleted(migration);
    cluster.everyNodeWasVisitedOnce(NODES);
    cluster.proofHolds(migration);
  }

  // One range of each shard may have been past the gate.
  @Test
  void aJournalThatStandsStillHoldsUpEveryRangeUntilItGoesOn() throws IOException {
    signalPostgres("STOP");
    long before = cluster.visitedAtRest();
    TestCluster.pass(Duration.ofSeconds(3));
    long then = cluster.visitedNodes();
    signalPostgres("CONT");

    assertThat(then).isEqualTo(before);
    completesWithEveryNodeVisitedOnce();
  }

  // Each event takes longer than a range waits for the one before, and is taken back until it is
  // there.
  @Test
  void aSlowJournalSlowsRangesDownAndNothingElse() throws IOException {
    journalLine.delay(Duration.ofMillis(300));
    long before = cluster.visitedNodes();
    TestCluster.await("ranges go on", () -> cluster.visitedNodes() > before + 4_000);
    journalLine.delay(Duration.ZERO);

    completesWithEveryNodeVisitedOnce();
  }

  // The first byte of an answer says what it is. A line in the clear that changed others would go
  // unnoticed, which is what TLS is for.
  @Test
  void aJournalWhoseAnswersAreGarbledIsAskedAgain() throws IOException {
    journalLine.garbleAnswers(true);
    TestCluster.pass(Duration.ofSeconds(3));
    journalLine.garbleAnswers(false);

    completesWithEveryNodeVisitedOnce();
  }

  @Test
  void aGraphThatStandsStillBeyondEveryTimeoutIsWaitedFor() throws IOException {
    servers.graphStandsStill();
    TestCluster.pass(BEYOND_EVERY_TIMEOUT);
    servers.graphGoesOn();

    completesWithEveryNodeVisitedOnce();
    Timeline timeline = timeline();
    assertThat(timeline.stretches().stream().flatMap(stretch -> stretch.why().stream()))
        .as("what %s tells of", timeline)
        .anyMatch(why -> why.contains("retried range") || why.contains("database to commit"));
    // Whose commit the graph had answered when it stood still met no failure.
    assertThat(timeline.retried().stream().limit(1))
        .allSatisfy(
            longest -> {
              assertThat(longest.millis()).isBetween(5_000L, 60_000L);
              assertThat(longest.last())
                  .isIn(
                      "no connection to the database",
                      "the answer to the commit was lost",
                      "it took longer than a transaction may",
                      "somebody ended its transaction");
            });
  }

  // It begins no transaction any more, and says what has to be done.
  @Test
  void aGraphWhoseDiskIsFullIsWaitedForUntilItIsStartedAnew() throws IOException {
    servers.graphDiskIsFull(true);
    try {
      TestCluster.await("it says what has to be done", () -> waitsFor("needs to be restarted"));
    } finally {
      servers.graphDiskIsFull(false);
      servers.graphStartsAnew();
    }

    completesWithEveryNodeVisitedOnce();
  }

  // What a full disk is to those who insert, this is too: an error each time, and all can be read.
  @Test
  void aJournalThatTakesNoEventsIsNamedAndWaitedFor() throws IOException, SQLException {
    journalIsReadOnly(true);
    try {
      TestCluster.await("it says what is wrong", () -> waitsFor("the journal takes no events"));
    } finally {
      journalIsReadOnly(false);
    }

    completesWithEveryNodeVisitedOnce();
  }

  @Test
  void aWorkerThatRunsOutOfMemoryEndsAsIfItWereKilled() throws IOException {
    HeapEater.eat(worker.pid(), folder);
    TestCluster.await("its supervisor starts it again", () -> worker.ends() == 1);

    assertThat(worker.log()).contains("java.lang.OutOfMemoryError");
    completesWithEveryNodeVisitedOnce();
  }

  @Test
  void aCoordinatorThatStoodStillFindsThatAnotherLeadsAndLeaves() throws IOException {
    cluster.startStandby();
    cluster.awaitMembers(4);
    // It may take half a minute until the standby leads, and the workers go on meanwhile.
    cluster.makeLineSlow(Duration.ofMillis(400));
    coordinator.stop();
    cluster.askTheStandby();
    TestCluster.await("the standby leads", () -> cluster.view(migration) != null);
    coordinator.wake();
    TestCluster.await("the first leaves", () -> !coordinator.isAlive());

    completesWithEveryNodeVisitedOnce();
    coordinator.restart();
    cluster.askTheFirst();
    cluster.awaitMembers(4);
  }

  /** Whether a shard says so. */
  private boolean waitsFor(String words) {
    MigrationView view = cluster.view(migration);
    PassView pass = view == null ? null : view.pass();
    return pass != null
        && pass.running().stream()
            .map(RunningShard::waiting)
            .anyMatch(waiting -> waiting != null && waiting.text().contains(words));
  }

  private void journalIsReadOnly(boolean readOnly) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET default_transaction_read_only = " + readOnly);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  /** What the journal says of it afterwards. */
  private Timeline timeline() {
    try (Coordinator asked = cluster.coordinator()) {
      return asked.history(migration).timeline(1, 500);
    }
  }

  /** The server and everything that it has started. */
  private void signalPostgres(String signal) throws IOException {
    Path file = folder.resolve("journal/postgres/postmaster.pid");
    ProcessHandle server =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst())).orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    command.add(Long.toString(server.pid()));
    server.descendants().map(process -> Long.toString(process.pid())).forEach(command::add);
    Ended.code(new ProcessBuilder(command).inheritIO().start());
  }
}
