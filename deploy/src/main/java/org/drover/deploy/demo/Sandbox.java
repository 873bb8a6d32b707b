package org.drover.deploy.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Patience;
import org.drover.deploy.client.Refused;
import org.drover.deploy.client.Unreachable;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.sandbox.LocalPostgres;
import org.drover.sandbox.Neo4jMemory;
import org.drover.sandbox.Neo4jServer;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.sandbox.Ports;
import org.drover.sandbox.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * What runs for a demo: two databases and the members of a cluster. Closing it ends all of them,
 * from any thread, and what is being started meanwhile.
 */
final class Sandbox implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration CLUSTER_PATIENCE = Duration.ofSeconds(90);

  private final SandboxFolder folder;
  private final boolean outlive;
  private final List<Member> members = new ArrayList<>();
  private @Nullable Neo4jServer neo4j;
  private @Nullable LocalPostgres postgres;
  private Member.@Nullable Cluster cluster;
  private boolean closed;

  /**
   * @param outlive whether everything goes on when this process ends without closing it
   */
  Sandbox(SandboxFolder folder, boolean outlive) {
    this.folder = folder;
    this.outlive = outlive;
  }

  /** The release of Neo4j that can run here: the long-term one where there is a Java for it. */
  static Line line() {
    return Line.V5_26.runsHere() ? Line.V5_26 : Line.V2026;
  }

  GraphConnection startGraph() throws IOException {
    String password = Secrets.newPassword();
    Secrets.write(folder.graphPassword(), password);
    Neo4jMemory memory = Neo4jMemory.ofThisMachine();
    Neo4jServer server =
        Neo4jServer.start(
            new Neo4jServer.Options(
                line(), folder.neo4j(), 0, password, memory.heap(), memory.pageCache(), outlive));
    synchronized (this) {
      neo4j = server;
      endIfClosed();
    }
    return new GraphConnection(server.bolt(), "neo4j", password, null);
  }

  void startJournal() throws IOException {
    LocalPostgres server = LocalPostgres.start(folder.journal());
    synchronized (this) {
      postgres = server;
      endIfClosed();
    }
    Secrets.write(folder.journalPassword(), server.password());
  }

  /** Starts one coordinator and the workers, and returns when all of them are up. */
  Coordinator startCluster(GraphConnection graph, int workers, String author) throws IOException {
    Files.writeString(folder.nodeConfig(), config(graph));
    Member.Cluster plan =
        new Member.Cluster(
            folder.nodeConfig(), LOOPBACK + ":" + Ports.free(), Ports.free(), outlive);
    cluster = plan;
    add(Member.coordinator(plan, folder.log("coordinator")));
    for (int number = 1; number <= workers; number++) {
      add(Member.worker(number, Ports.free(), plan, folder.log("worker-" + number)));
    }
    Coordinator coordinator =
        new Coordinator(URI.create("http://" + LOOPBACK + ":" + plan.httpPort()), author);
    awaitUp(coordinator, workers + 1);
    return coordinator;
  }

  private synchronized void add(Member member) {
    members.add(member);
    endIfClosed();
  }

  private String config(GraphConnection graph) {
    LocalPostgres journal = postgres;
    if (journal == null) {
      throw new IllegalStateException("the journal is started before the cluster");
    }
    return """
        journal:
          url: %s
          user: %s
          password-file: %s
        graphs:
          main:
            uri: %s
            user: %s
            password-file: %s
        """
        .formatted(
            journal.jdbcUrl(),
            journal.user(),
            folder.journalPassword().getFileName(),
            graph.uri(),
            graph.user(),
            folder.graphPassword().getFileName());
  }

  private void awaitUp(Coordinator coordinator, int expected) {
    boolean up =
        new Patience()
            .until(
                CLUSTER_PATIENCE,
                () -> {
                  checkAlive();
                  return isUp(coordinator, expected);
                });
    if (!up) {
      throw new IllegalStateException(
          "the cluster is not up after %d s; the logs are in %s"
              .formatted(CLUSTER_PATIENCE.toSeconds(), folder.root()));
    }
  }

  private void checkAlive() {
    for (Member member : members()) {
      if (!member.isAlive()) {
        throw new IllegalStateException(
            member.name() + " ended while the cluster was starting; its log is " + member.log());
      }
    }
  }

  private static boolean isUp(Coordinator coordinator, int expected) {
    try {
      return coordinator.isReady()
          && coordinator.nodes().stream()
                  .filter(member -> member.status().equalsIgnoreCase("up"))
                  .count()
              >= expected;
    } catch (Unreachable | Refused notYet) {
      return false;
    }
  }

  synchronized List<Member> members() {
    return List.copyOf(members);
  }

  /**
   * Kills a member, without a goodbye.
   *
   * @param address in the cluster
   */
  Member kill(String address) {
    Member member =
        members().stream()
            .filter(one -> address.endsWith(":" + one.port()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no member is at " + address));
    member.kill();
    return member;
  }

  /** What there is to know about a sandbox that goes on without this process. */
  synchronized Kept kept(GraphConnection graph) {
    Member.Cluster plan = cluster;
    LocalPostgres journal = postgres;
    if (plan == null || journal == null) {
      throw new IllegalStateException("only a sandbox that is up can be kept");
    }
    return new Kept(
        "http://" + LOOPBACK + ":" + plan.httpPort(),
        graph.uri().toString(),
        journal.jdbcUrl(),
        members.stream().filter(Member::isAlive).map(Kept.Running::of).toList());
  }

  private void endIfClosed() {
    if (closed) {
      end();
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    end();
  }

  private void end() {
    members.forEach(Member::ask);
    members.forEach(Member::close);
    members.clear();
    if (neo4j != null) {
      neo4j.close();
      neo4j = null;
    }
    if (postgres != null) {
      postgres.close();
      postgres = null;
    }
  }
}
