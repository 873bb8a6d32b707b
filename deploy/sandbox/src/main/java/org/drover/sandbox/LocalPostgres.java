package org.drover.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server under a folder, owned by one process at a time and kept across runs.
 *
 * <p>The server is a process of its own and outlives an owner that is killed; the next owner adopts
 * it. It stops when its owner closes it, and at nothing else: there is no shutdown hook, since
 * whoever uses the database must be done first.
 */
public final class LocalPostgres implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalPostgres.class);

  private static final String USER = "drover";

  /** Between choosing a free port and binding it somebody else may take it. */
  private static final int START_ATTEMPTS_MAX = 3;

  private final Path data;
  private final PostgresPrograms programs;
  private final DirectoryLock lock;
  private final Address address;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalPostgres(Path data, PostgresPrograms programs, DirectoryLock lock, Address address) {
    this.data = data;
    this.programs = programs;
    this.lock = lock;
    this.address = address;
  }

  private record Address(int port, String password, boolean adopted) {}

  /**
   * Starts the folder's server, or adopts the one that an owner who was killed left running.
   *
   * @param directory made if it does not exist; {@code lock}, {@code password}, {@code postgres}
   *     (the data) and {@code postgres.log} are kept in it
   * @throws LocalPostgresException if the folder has an owner, cannot be written, or holds the data
   *     of another major version of PostgreSQL
   */
  public static LocalPostgres start(Path directory) {
    return start(directory, true);
  }

  /** The same without flushing to disk: quick, and lost in a power cut. For what is thrown away. */
  public static LocalPostgres startWithoutFsync(Path directory) {
    return start(directory, false);
  }

  private static LocalPostgres start(Path directory, boolean fsync) {
    try {
      Path folder = writable(directory);
      DirectoryLock lock = DirectoryLock.acquire(folder);
      try {
        return start(folder, lock, fsync);
      } catch (IOException | RuntimeException failure) {
        lock.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new LocalPostgresException(
          "cannot start PostgreSQL in " + directory + ": " + failure, failure);
    }
  }

  private static Path writable(Path directory) throws IOException {
    try {
      Path folder = Files.createDirectories(directory).toRealPath();
      if (Files.isWritable(folder)) {
        return folder;
      }
    } catch (IOException cannotBeMade) {
      throw new LocalPostgresException(
          "cannot use the folder " + directory + ": " + cannotBeMade, cannotBeMade);
    }
    throw new LocalPostgresException("the folder " + directory + " cannot be written to");
  }

  private static LocalPostgres start(Path folder, DirectoryLock lock, boolean fsync)
      throws IOException {
    Path data = folder.resolve("postgres");
    var programs = new PostgresPrograms(PostgresBinaries.unpacked(folder.resolve("cache")));
    if (Files.exists(data)) {
      checkVersion(data, programs.majorVersion());
    }
    String password = password(folder.resolve("password"), data);
    Leftover leftover = new Leftover(data, programs, USER, password);
    Optional<Integer> running = leftover.adopt(fsync);
    if (running.isEmpty() && !Files.exists(data)) {
      makeData(folder, data, programs, fsync);
    }
    Address address =
        running.isPresent()
            ? new Address(running.get(), password, true)
            : new Address(startServer(data, programs, leftover, fsync), password, false);
    log.info(
        "PostgreSQL in {} {} on port {}",
        data,
        address.adopted() ? "was left running by an earlier process and is adopted" : "started",
        address.port());
    return new LocalPostgres(data, programs, lock, address);
  }

  /** Made beside its place and then moved there: a crash leaves no half-made data directory. */
  private static void makeData(Path folder, Path data, PostgresPrograms programs, boolean fsync)
      throws IOException {
    try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, "postgres.new-*")) {
      for (Path half : halves) {
        deleteHalf(half);
      }
    }
    // Of its own name: the initdb of an owner that was killed may still be at work on another.
    Path half = folder.resolve("postgres.new-" + ProcessHandle.current().pid());
    programs.initialize(half, USER, folder.resolve("password"), fsync);
    Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void deleteHalf(Path half) {
    try {
      FileTree.delete(half);
    } catch (IOException stillWrittenTo) {
      log.info("{} is left for the next start to delete: {}", half, stillWrittenTo.toString());
    }
  }

  private static int startServer(
      Path data, PostgresPrograms programs, Leftover leftover, boolean fsync) throws IOException {
    Path serverLog = data.resolveSibling("postgres.log");
    for (int attempt = 1; ; attempt++) {
      int port = Ports.free();
      try {
        programs.start(data, serverLog, port, fsync);
        return port;
      } catch (LocalPostgresException failure) {
        // The start that an owner made just before it was killed may have come first.
        Optional<Integer> running = leftover.adopt(fsync);
        if (running.isPresent()) {
          return running.get();
        }
        if (attempt == START_ATTEMPTS_MAX) {
          throw new LocalPostgresException(
              "PostgreSQL does not start in %s; its reasons are in %s".formatted(data, serverLog),
              failure);
        }
      }
    }
  }

  private static void checkVersion(Path data, String expected) throws IOException {
    String found = Files.readString(data.resolve("PG_VERSION"), US_ASCII).trim();
    if (!found.equals(expected)) {
      throw new LocalPostgresException(
          ("%s was made by PostgreSQL %s, this Drover brings PostgreSQL %s, which cannot read it;"
                  + " use the Drover that made it, or another folder")
              .formatted(data, found, expected));
    }
  }

  private static String password(Path file, Path data) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file, US_ASCII).trim();
    }
    if (Files.exists(data)) {
      throw new LocalPostgresException(
          "%s is missing, without which the database in %s cannot be opened; put it back"
              .formatted(file, data));
    }
    String password = Secrets.newPassword();
    Path half = file.resolveSibling("password.new");
    Secrets.write(half, password);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }

  /** Without credentials. */
  public String jdbcUrl() {
    return url(address.port());
  }

  static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  public String user() {
    return USER;
  }

  public String password() {
    return address.password();
  }

  public int port() {
    return address.port();
  }

  /** Whether the server was already running, left behind by an owner that died. */
  public boolean adopted() {
    return address.adopted();
  }

  /** Stops the server and lets the folder go; the data stays. Nothing happens the second time. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try (lock) {
      if (PostmasterFile.read(data).flatMap(file -> file.process(data)).isPresent()) {
        programs.stop(data);
      }
    } catch (IOException failure) {
      throw new LocalPostgresException("cannot stop PostgreSQL in " + data, failure);
    }
  }
}
