package org.drover.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Neo4j Community in a JVM of its own, on loopback. It ends with the JVM that started it,
 * even if that one is killed, unless it was started detached.
 */
public final class Neo4jServer implements AutoCloseable {

  private static final Duration PATIENCE_STOP = Duration.ofSeconds(30);

  /**
   * What a server has besides Neo4j itself.
   *
   * @param plugins jars with procedures; they may do whatever they like
   * @param libraries jars that the plugins need
   * @param flags for its JVM
   */
  public record Extras(List<Path> plugins, List<Path> libraries, List<String> flags) {

    static final Extras NONE = new Extras(List.of(), List.of(), List.of());

    public Extras {
      plugins = List.copyOf(plugins);
      libraries = List.copyOf(libraries);
      flags = List.copyOf(flags);
    }
  }

  /** The releases of Neo4j that Drover supports, each with the Javas it runs on. */
  public enum Line {
    V5_26("5.26", 17, 21),
    V2026("2026", 25, 21);

    private final String version;
    private final int bestJava;
    private final int otherJava;

    Line(String version, int bestJava, int otherJava) {
      this.version = version;
      this.bestJava = bestJava;
      this.otherJava = otherJava;
    }

    public String version() {
      return version;
    }

    /** Whether a Java that this Neo4j runs on is installed. */
    public boolean runsHere() {
      return Jdks.find(bestJava, otherJava).isPresent();
    }

    String folder() {
      return "neo4j-" + version;
    }

    Path java() {
      return Jdks.find(bestJava, otherJava)
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "Neo4j %s needs Java %d or %d, and neither was found; install one, or set JAVA_HOME"
                          .formatted(version, bestJava, otherJava)))
          .resolve("bin")
          .resolve("java");
    }
  }

  /**
   * How a server is to be started.
   *
   * @param home its folder: data, logs and configuration; made if missing
   * @param boltPort on loopback; 0 for one that is free
   * @param password of user {@code neo4j} if the home is new, at least 8 characters; null switches
   *     authentication off
   * @param heap as for {@code -Xmx}: 512m, 1g
   * @param pageCache 128m, 1g
   * @param detached whether it outlives the JVM that starts it
   * @param extras what it has besides Neo4j itself
   */
  public record Options(
      Line line,
      Path home,
      int boltPort,
      @Nullable String password,
      String heap,
      String pageCache,
      boolean detached,
      Extras extras) {

    /** One with nothing but Neo4j. */
    public Options(
        Line line,
        Path home,
        int boltPort,
        @Nullable String password,
        String heap,
        String pageCache,
        boolean detached) {
      this(line, home, boltPort, password, heap, pageCache, detached, Extras.NONE);
    }

    /** A small server on a free port without authentication. */
    public Options(Line line, Path home) {
      this(line, home, 0, null, "512m", "128m", false);
    }

    /** One that ends with its parent. */
    public Options(
        Line line,
        Path home,
        int boltPort,
        @Nullable String password,
        String heap,
        String pageCache) {
      this(line, home, boltPort, password, heap, pageCache, false);
    }

    @Override
    public String toString() {
      return "Neo4j %s in %s, bolt port %d".formatted(line.version(), home, boltPort);
    }
  }

  private final Process process;
  private final int port;

  private Neo4jServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server and returns when it takes connections.
   *
   * @throws IllegalStateException if it does not start; the message has the end of its log
   */
  public static Neo4jServer start(Options options) {
    int port = options.boltPort() == 0 ? Ports.free() : options.boltPort();
    return new Neo4jServer(Neo4jProcess.launch(options, port), port);
  }

  /** Ends the server that a former JVM left running in a home; false if none runs there. */
  public static boolean stop(Path home) {
    return Neo4jProcess.running(home)
        .map(
            handle -> {
              handle.destroy();
              try {
                handle.onExit().orTimeout(PATIENCE_STOP.toSeconds(), TimeUnit.SECONDS).join();
              } catch (CompletionException slow) {
                handle.destroyForcibly();
              }
              return true;
            })
        .orElse(false);
  }

  public URI bolt() {
    return URI.create("bolt://127.0.0.1:" + port);
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL: no shutdown, no checkpoint. Returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    waitForEnd();
  }

  /** SIGSTOP: it holds its connections and locks and does nothing. */
  public void pause() {
    signal("-STOP");
  }

  /** SIGCONT: it goes on where {@link #pause} held it. */
  public void resume() {
    signal("-CONT");
  }

  /** SIGTERM, and SIGKILL if that does not help. Returns when the process is gone. */
  @Override
  public void close() {
    process.destroy();
    if (!waitForEnd()) {
      kill();
    }
  }

  /**
   * Ends the database in good order and keeps its JVM, so that its files can be exchanged.
   *
   * @throws IllegalStateException if the JVM ends instead
   */
  public void stopDatabase() {
    Neo4jProcess.order(process, "stop", Neo4jProcess.STOPPED);
  }

  /**
   * Starts the database again, on the files that are there now: in a JVM that has done it before,
   * which takes a fraction of the time that a new one takes.
   *
   * @throws IllegalStateException if the JVM ends instead
   */
  public void startDatabase() {
    Neo4jProcess.order(process, "start", Neo4jProcess.READY);
  }

  private boolean waitForEnd() {
    try {
      return process.waitFor(PATIENCE_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String signal) {
    try {
      int code =
          new ProcessBuilder("kill", signal, String.valueOf(pid())).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill %s %d ended with %d".formatted(signal, pid(), code));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling " + pid(), interrupted);
    }
  }
}
