package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.drover.deploy.TestServers;
import org.drover.deploy.TestServers.Journal;
import org.drover.deploy.client.Coordinator;
import org.drover.sandbox.SlowLine;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Value;

/**
 * The vocabulary of the cluster tests: members in JVMs of their own, with a supervisor, on a real
 * Neo4j behind a line that can be slow, and on a real PostgreSQL.
 */
final class TestCluster implements AutoCloseable {

  /** Not idempotent: only a program that does each range exactly once leaves one visit each. */
  static final String COUNTING =
      """
      migration: count-visits
      select: {label: Place}
      strategy: in-place
      budget: {workers: 4}
      transform:
        - cypher: "SET n.visits = coalesce(n.visits, 0) + 1"
      """;

  /** Not how long anything takes, but when to give up, on a machine with much else to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /** Each look costs the database or the coordinator something. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private static final String HEAP = "192m";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final TestServers servers;
  private final SlowLine line;
  private final Driver driver;
  private final int seedPort = Ports.free();
  private final Coordinators coordinators = new Coordinators();
  private final Supervised members = new Supervised();

  private TestCluster(Path folder, TestServers servers) throws IOException {
    this.folder = folder;
    this.servers = servers;
    this.line = SlowLine.to(servers.graph());
    this.driver = servers.driver();
  }

  /** On databases that nobody has written to. */
  static TestCluster start(Path folder) throws IOException {
    return start(folder, TestServers.take());
  }

  static TestCluster start(Path folder, TestServers servers) throws IOException {
    TestCluster cluster = new TestCluster(folder, servers);
    cluster.writeConfig();
    return cluster;
  }

  private void writeConfig() throws IOException {
    Journal journal = servers.journal();
    Files.writeString(folder.resolve("graph-password"), TestServers.PASSWORD);
    Files.writeString(folder.resolve("journal-password"), journal.password());
    Files.writeString(
        folder.resolve("node.yaml"),
        """
        journal: {url: "%s", user: %s, password-file: journal-password}
        graphs: {main: {uri: "%s", user: neo4j, password-file: graph-password}}
        """
            .formatted(journal.url(), journal.user(), line.uri()));
  }

  TestMember startCoordinator() {
    return start("coordinator", HEAP, seedPort, options("coordinator", coordinators.first()));
  }

  /** A second coordinator, which nobody asks before {@link #askTheStandby}. */
  TestMember startStandby() {
    List<String> options = options("coordinator", coordinators.standby());
    return start("standby", HEAP, Ports.free(), options);
  }

  /**
   * The only member, which is all that a cluster needs.
   *
   * @param flags of its JVM
   */
  TestMember startBoth(List<String> flags) {
    List<String> options = options("coordinator,worker", coordinators.first());
    return start("both", flags, seedPort, folder.resolve("node.yaml"), options);
  }

  private static List<String> options(String roles, List<String> more) {
    List<String> options = new ArrayList<>(List.of("--roles", roles));
    options.addAll(more);
    return options;
  }

  /** From now on the standby is asked. */
  void askTheStandby() {
    coordinators.askTheStandby();
  }

  /** From now on the first coordinator is asked again. */
  void askTheFirst() {
    coordinators.askTheFirst();
  }

  TestMember startWorker(int number) {
    return startWorker(number, HEAP);
  }

  TestMember startWorker(int number, String heap) {
    return start("worker-" + number, heap, Ports.free(), List.of("--roles", "worker"));
  }

  /**
   * @param engine settings of the cluster's own, for this one
   */
  TestMember startWorker(int number, int port, String engine) throws IOException {
    Path config = folder.resolve("worker-" + number + ".conf");
    String own = "drover {\n%s}\n".formatted(Files.readString(folder.resolve("node.yaml")));
    Files.writeString(config, own + engine);
    return start("worker-" + number, withHeap(HEAP), port, config, List.of("--roles", "worker"));
  }

  private TestMember start(String name, String heap, int port, List<String> options) {
    return start(name, withHeap(heap), port, folder.resolve("node.yaml"), options);
  }

  private static List<String> withHeap(String heap) {
    List<String> flags = new ArrayList<>(MemberClasses.flags());
    flags.add("-Xmx" + heap);
    return flags;
  }

  private TestMember start(
      String name, List<String> flags, int port, Path config, List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.addAll(
        List.of(
            "--config",
            config.toString(),
            "--port",
            Integer.toString(port),
            "--seed",
            members.seeds(seedPort, port)));
    TestMember member = TestMember.start(name, flags, all, folder.resolve(name + ".log"));
    members.add(member);
    return member;
  }

  void makeLineSlow(Duration eachWay) {
    line.delay(eachWay);
  }

  /** Each connection carries so much, each way. */
  void makeLineNarrow(long bytesPerSecondMax) {
    line.narrow(bytesPerSecondMax);
  }

  void fillWithVisitableNodes(int count) {
    driver
        .executableQuery("UNWIND range(1, $count) AS number CREATE (:Place {number: number})")
        .withParameters(Map.of("count", count))
        .execute();
  }

  /** So many at a time, for a transaction has a bound. */
  void fillWithVisitableNodes(int times, int count) {
    for (int i = 0; i < times; i++) {
      fillWithVisitableNodes(count);
    }
  }

  void submit(String spec) {
    await("a coordinator accepts the spec", () -> coordinators.accept(spec));
  }

  /** Wherever the migration lives, each coordinator shows it. */
  void bothCoordinatorsShow(String migration) {
    coordinators.bothShow(migration);
  }

  /** What the migration looks like, or null while no coordinator answers. */
  @Nullable MigrationView view(String migration) {
    return coordinators.view(migration);
  }

  void awaitMembers(int count) {
    await(count + " members are up", () -> coordinators.membersUp() == count);
  }

  void run(String statement) {
    driver.executableQuery(statement).execute();
  }

  long count(String label) {
    return number("MATCH (n:" + label + ") RETURN count(n)");
  }

  /** Everything that the graph holds of nodes, but fences, as one text. */
  String contents() {
    StringBuilder contents = new StringBuilder();
    driver
        .executableQuery(
            "MATCH (n) WHERE NOT n:DroverFence AND NOT n:DroverMigration RETURN id(n) AS i,"
                + " labels(n) AS l, properties(n) AS p ORDER BY i")
        .execute()
        .records()
        .forEach(
            row ->
                contents
                    .append(row.get("i").asLong())
                    .append(new TreeSet<>(row.get("l").asList(Value::asString)))
                    .append(new TreeMap<>(row.get("p").asMap(Value::toString)))
                    .append('\n'));
    return contents.toString();
  }

  /** Changes the journal's database, as somebody might who restores a backup. */
  void changeJournal(String sql) {
    try (Connection connection = journal();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** Straight to the journal's database. */
  Connection journal() throws SQLException {
    return servers.journal().connect();
  }

  /** Asks for a further pass, when a coordinator answers. */
  void ask(String migration, String verb, Map<String, String> options) {
    await("a coordinator accepts the " + verb, () -> coordinators.accept(migration, verb, options));
  }

  /** Waits until the pass that was asked for last is over. */
  MigrationView awaitPass(String migration, PassKind kind, Phase phase) {
    AtomicReference<@Nullable MigrationView> seen = new AtomicReference<>();
    await(
        migration + " ends its " + kind,
        () -> {
          MigrationView view = view(migration);
          seen.set(view);
          return view != null
              && view.phase() == phase
              && view.pass() != null
              && view.pass().kind() == kind;
        });
    return Objects.requireNonNull(seen.get());
  }

  /** What the last pass found, as JSON. */
  String findings(String migration) {
    try (Coordinator coordinator = coordinator()) {
      return coordinator.findings(migration);
    }
  }

  MigrationView awaitPhase(String migration, Phase phase) {
    AtomicReference<@Nullable MigrationView> seen = new AtomicReference<>();
    await(
        migration + " is " + phase,
        () -> {
          MigrationView view = view(migration);
          if (view != null && view.phase() == Phase.PAUSED && phase != Phase.PAUSED) {
            throw new AssertionError("paused: " + view.why());
          }
          seen.set(view);
          return view != null && view.phase() == phase;
        });
    return Objects.requireNonNull(seen.get());
  }

  void awaitCompleted(String migration) {
    awaitPhase(migration, Phase.COMPLETED);
  }

  /** Visited nodes so far, as the graph itself says. */
  long visitedNodes() {
    return number("MATCH (n:Place) WHERE n.visits IS NOT NULL RETURN count(n)");
  }

  /** As the fences say, which costs the database much less than to look at every node. */
  long finishedRanges(String migration) {
    return number(
        "MATCH (f:DroverFence {migration: '%s'}) RETURN coalesce(sum(f.sequence), 0)"
            .formatted(migration));
  }

  /** Visited nodes when those ranges are done that were under way: then none is, for a while. */
  long visitedAtRest() {
    AtomicLong before = new AtomicLong(-1);
    await(
        "nothing moves",
        () -> {
          pass(Duration.ofSeconds(2));
          long now = visitedNodes();
          return before.getAndSet(now) == now;
        });
    return before.get();
  }

  void everyNodeWasVisitedOnce(int count) {
    assertThat(number("MATCH (n:Place) WHERE n.visits = 1 RETURN count(n)")).isEqualTo(count);
    assertThat(number("MATCH (n:Place) WHERE n.visits <> 1 RETURN count(n)")).isZero();
  }

  /** The program's own proof from the journal alone. */
  JsonNode proof(String migration) throws IOException {
    try (Coordinator coordinator = coordinator()) {
      return JSON.readTree(coordinator.proof(migration));
    }
  }

  void proofHolds(String migration) throws IOException {
    JsonNode proof = proof(migration);
    assertThat(proof.get("holds").asBoolean()).as(proof.toPrettyString()).isTrue();
  }

  long number(String query) {
    return driver.executableQuery(query).execute().records().getFirst().get(0).asLong();
  }

  /** Straight to the database, past the slow line. */
  Driver driver() {
    return driver;
  }

  Coordinator coordinator() {
    return coordinators.open();
  }

  /** Lets time pass in which something is to happen, or not to. */
  static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + PATIENCE + " until " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  @Override
  public void close() throws IOException {
    members.close();
    coordinators.close();
    driver.close();
    line.close();
    servers.close();
  }
}
