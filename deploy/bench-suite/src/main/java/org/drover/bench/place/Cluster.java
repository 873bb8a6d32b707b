package org.drover.bench.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.drover.bench.graph.ScratchGraph;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Patience;
import org.drover.deploy.client.Refused;
import org.drover.deploy.client.Unreachable;
import org.drover.sandbox.LocalPostgres;
import org.drover.sandbox.Ports;
import org.drover.sandbox.Secrets;

/** Drover as its users run it: a coordinator and workers, each in a process of its own. */
public final class Cluster implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final List<String> flags;
  private final int seedPort = Ports.free();
  private final int httpPort = Ports.free();
  private final List<Member> members = new ArrayList<>();
  private final Coordinator coordinator =
      new Coordinator(URI.create("http://" + LOOPBACK + ":" + httpPort), "bench");
  private int workersStarted;

  private Cluster(Path folder, List<String> flags) {
    this.folder = folder;
    this.flags = flags;
  }

  /**
   * Starts a cluster and returns when every member is up.
   *
   * @param folder for its configuration and logs
   * @param flags for the workers' JVMs, besides the usual ones; {@code %n} is the worker's number
   */
  public static Cluster start(
      Path folder,
      ScratchGraph.Address graph,
      LocalPostgres journal,
      int workers,
      List<String> flags) {
    Cluster cluster = new Cluster(folder, flags);
    try {
      cluster.configure(graph, journal);
      cluster.startCoordinator();
      for (int i = 0; i < workers; i++) {
        cluster.addWorker();
      }
      cluster.awaitUp(workers + 1);
      return cluster;
    } catch (IOException failure) {
      cluster.close();
      throw new UncheckedIOException(failure);
    } catch (RuntimeException failure) {
      cluster.close();
      throw failure;
    }
  }

  public Coordinator coordinator() {
    return coordinator;
  }

  public List<Member> members() {
    return List.copyOf(members);
  }

  public List<Member> workers() {
    return members.stream().filter(member -> member.name().startsWith("worker")).toList();
  }

  /** Starts one more worker; it may not be up yet. */
  public Member addWorker() {
    workersStarted++;
    String name = "worker-" + workersStarted;
    List<String> own =
        flags.stream().map(flag -> flag.replace("%n", String.valueOf(workersStarted))).toList();
    return add(
        name,
        own,
        List.of("--roles", "worker", "--port", "0", "--seed", LOOPBACK + ":" + seedPort));
  }

  /** SIGKILL to the worker that was started first. */
  public void killFirstWorker() {
    Member first = workers().getFirst();
    first.kill();
    members.remove(first);
  }

  private void startCoordinator() {
    add(
        "coordinator",
        List.of(),
        List.of(
            "--roles",
            "coordinator",
            "--port",
            String.valueOf(seedPort),
            "--http-port",
            String.valueOf(httpPort)));
  }

  private Member add(String name, List<String> own, List<String> options) {
    List<String> all = new ArrayList<>(List.of("--config", config().toString()));
    all.addAll(options);
    Member member = Member.start(name, folder.resolve(name + ".log"), own, all);
    members.add(member);
    return member;
  }

  private Path config() {
    return folder.resolve("node.yaml");
  }

  private void configure(ScratchGraph.Address graph, LocalPostgres journal) throws IOException {
    Secrets.write(folder.resolve("graph-password"), graph.password());
    Secrets.write(folder.resolve("journal-password"), journal.password());
    Files.writeString(
        config(),
        """
        journal: {url: "%s", user: %s, password-file: journal-password}
        graphs:
          main: {uri: "%s", user: %s, password-file: graph-password}
        """
            .formatted(journal.jdbcUrl(), journal.user(), graph.uri(), graph.user()));
  }

  /** Waits until so many members are up. */
  public void awaitUp(int expected) {
    if (!new Patience().until(PATIENCE, () -> isUp(expected))) {
      throw new IllegalStateException(
          "the cluster is not up after %d s; its logs are in %s"
              .formatted(PATIENCE.toSeconds(), folder));
    }
  }

  private boolean isUp(int expected) {
    for (Member member : members) {
      if (!member.isAlive()) {
        throw new IllegalStateException(
            member.name() + " ended while the cluster was starting; its log is in " + folder);
      }
    }
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

  /** Ends all members, and forgets those that were killed. */
  @Override
  public void close() {
    coordinator.close();
    members.forEach(Member::ask);
    members.forEach(Member::close);
    members.clear();
  }
}
