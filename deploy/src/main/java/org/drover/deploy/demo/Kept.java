package org.drover.deploy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.drover.deploy.client.Json;
import org.drover.sandbox.LocalPostgres;
import org.drover.sandbox.Neo4jServer;

/**
 * A sandbox that was left up. Its databases know their own processes; the cluster's members are
 * kept here.
 *
 * @param url of the coordinator
 * @param bolt of the graph
 * @param journal the journal's JDBC URL, without credentials
 */
public record Kept(String url, String bolt, String journal, List<Running> members) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public Kept {
    members = List.copyOf(members);
  }

  /**
   * A process, so described that no other with the same number is taken for it.
   *
   * @param startedAt as the system says it; the epoch where it does not
   */
  public record Running(String name, long pid, Instant startedAt) {

    static Running of(Member member) {
      return new Running(member.name(), member.pid(), startOf(member.pid()));
    }

    Optional<ProcessHandle> find() {
      return ProcessHandle.of(pid).filter(handle -> startOf(pid).equals(startedAt));
    }

    private static Instant startOf(long pid) {
      return ProcessHandle.of(pid)
          .flatMap(handle -> handle.info().startInstant())
          .orElse(Instant.EPOCH);
    }
  }

  void write(SandboxFolder folder) throws IOException {
    Files.writeString(folder.kept(), Json.pretty(this));
  }

  /** The sandbox that is kept in a folder. */
  public static Optional<Kept> read(SandboxFolder folder) {
    if (!Files.exists(folder.kept())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Files.readString(folder.kept()), Kept.class));
    } catch (IOException e) {
      throw new UncheckedIOException(
          folder.kept() + " cannot be read; end its processes by hand and remove it", e);
    }
  }

  /**
   * Ends everything that a folder's sandbox left running, whether it was kept or its demo was
   * killed, and removes its databases.
   *
   * @return whether anything was there to end
   */
  public static boolean stop(SandboxFolder folder) {
    Optional<Kept> kept = read(folder);
    kept.ifPresent(Kept::endMembers);
    boolean graph = Neo4jServer.stop(folder.neo4j());
    boolean journal = stopJournal(folder);
    try {
      folder.clear();
      Files.deleteIfExists(folder.kept());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder.root() + " cannot be emptied", e);
    }
    return kept.isPresent() || graph || journal;
  }

  private static boolean stopJournal(SandboxFolder folder) {
    if (!Files.exists(folder.journal().resolve("postgres"))) {
      return false;
    }
    try (LocalPostgres journal = LocalPostgres.start(folder.journal())) {
      return journal.adopted();
    }
  }

  /** All are asked before any is waited for: each takes a few seconds to leave the cluster. */
  private void endMembers() {
    List<ProcessHandle> alive =
        members.stream().map(Running::find).flatMap(Optional::stream).toList();
    alive.forEach(ProcessHandle::destroy);
    for (ProcessHandle member : alive) {
      try {
        member.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      } catch (CompletionException slow) {
        member.destroyForcibly();
      }
    }
  }
}
