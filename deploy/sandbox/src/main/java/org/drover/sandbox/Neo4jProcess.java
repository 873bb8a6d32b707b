package org.drover.sandbox;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drover.sandbox.Neo4jServer.Options;

/** The server's process: its command line, its first password, its start and its traces on disk. */
final class Neo4jProcess {

  private static final Duration PATIENCE_START = Duration.ofMinutes(3);
  static final String READY = "drover: neo4j is ready";
  static final String STOPPED = "drover: neo4j has stopped";
  private static final String MAIN = "org.drover.sandbox.server.Neo4jMain";
  private static final int TAIL_LINES = 25;

  private Neo4jProcess() {}

  static Process launch(Options options, int port) {
    try {
      running(options.home())
          .ifPresent(
              handle -> {
                throw new IllegalStateException(
                    "a Neo4j already runs in %s as process %d; stop it first"
                        .formatted(options.home(), handle.pid()));
              });
      Path home = Files.createDirectories(options.home().toAbsolutePath());
      Path configuration = Neo4jConfiguration.write(home, options, port);
      layOut(options.extras().plugins(), home);
      Process process =
          new ProcessBuilder(command(options, home, configuration))
              .redirectError(log(home).toFile())
              .start();
      remember(home, process);
      tell(process, options);
      awaitReady(process, options, home);
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Tells a server that was launched here what to do, and waits until it says that it is done. */
  static void order(Process process, String order, String done) {
    try {
      process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException gone) {
      throw new UncheckedIOException("Neo4j's process is gone, and cannot " + order, gone);
    }
    if (!says(process, done)) {
      throw new IllegalStateException("Neo4j's process ended, being told to " + order);
    }
  }

  /**
   * The process that was started in a home and lives; a number that the system gave out anew is not
   * it.
   */
  static Optional<ProcessHandle> running(Path home) {
    Path file = pidFile(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      Instant started = Instant.parse(lines.get(1));
      return ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(handle -> handle.info().startInstant().filter(started::equals).isPresent());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> command(Options options, Path home, Path configuration) {
    List<String> command = new ArrayList<>();
    command.add(options.line().java().toString());
    command.addAll(Neo4jConfiguration.flags(options));
    command.addAll(options.extras().flags());
    command.add("-cp");
    command.add(classPath(options));
    command.add(MAIN);
    command.add(home.toString());
    command.add(configuration.toString());
    if (options.detached()) {
      command.add("detached");
    }
    return command;
  }

  /** Plugins come last: where they bring another release of a library, Neo4j's own counts. */
  private static String classPath(Options options) {
    return Stream.of(
            Stream.of(mainClassPath(), Neo4jLibrary.find(options.line()).resolve("*")),
            options.extras().plugins().stream(),
            options.extras().libraries().stream())
        .flatMap(paths -> paths)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * A plugin is looked for in this folder, and loaded by the class path: what Neo4j hands to its
   * procedures must be of the classes that they know.
   */
  private static void layOut(List<Path> plugins, Path home) throws IOException {
    Path folder = Files.createDirectories(home.resolve("plugins"));
    for (Path plugin : plugins) {
      Files.copy(plugin, folder.resolve(plugin.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The jar or folder with the main class, which is never loaded here: it needs Neo4j to link. */
  private static Path mainClassPath() {
    String name = MAIN.replace('.', '/') + ".class";
    URL url = Neo4jProcess.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new IllegalStateException(
          name + " is not on the class path, nor drover-neo4j-server.jar");
    }
    String text = url.toString();
    try {
      return text.startsWith("jar:")
          ? Path.of(new URI(text.substring("jar:".length(), text.indexOf("!/"))))
          : Path.of(new URI(text.substring(0, text.length() - name.length())));
    } catch (URISyntaxException failure) {
      throw new IllegalStateException("no path to " + text, failure);
    }
  }

  private static void tell(Process process, Options options) throws IOException {
    String password = options.password() == null ? "" : options.password();
    OutputStream pipe = process.getOutputStream();
    try {
      pipe.write((password + "\n").getBytes(StandardCharsets.UTF_8));
      pipe.flush();
    } catch (IOException alreadyEnded) {
      // Whoever waits for it to be ready says so, with the log.
    }
  }

  private static void awaitReady(Process process, Options options, Path home) {
    // A thread of its own: the common pool of a small machine has one, which others may keep.
    FutureTask<Boolean> ready = new FutureTask<>(() -> says(process, READY));
    Thread.ofPlatform().daemon().name("neo4j-start").start(ready);
    try {
      if (ready.get(PATIENCE_START.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
      process.waitFor(PATIENCE_START.toSeconds(), TimeUnit.SECONDS);
      throw failed(options, home, "ended while starting");
    } catch (TimeoutException slow) {
      process.destroyForcibly();
      throw failed(options, home, "took more than " + PATIENCE_START + " to start");
    } catch (ExecutionException unreadable) {
      process.destroyForcibly();
      throw failed(options, home, "cannot be heard: " + unreadable.getCause());
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw failed(options, home, "was not waited for");
    }
  }

  /** False if it ends without saying so. */
  private static boolean says(Process process, String expected) {
    try {
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals(expected)) {
          return true;
        }
      }
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static IllegalStateException failed(Options options, Path home, String what) {
    return new IllegalStateException(
        "%s %s; its log %s ends with:%n%s".formatted(options, what, log(home), tail(log(home))));
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "(unreadable: " + unreadable.getMessage() + ")";
    }
  }

  private static void remember(Path home, Process process) throws IOException {
    Instant started = process.info().startInstant().orElse(Instant.EPOCH);
    Files.writeString(pidFile(home), process.pid() + "\n" + started + "\n");
  }

  private static Path pidFile(Path home) {
    return home.resolve("neo4j.pid");
  }

  private static Path log(Path home) {
    return home.resolve("neo4j.err");
  }
}
