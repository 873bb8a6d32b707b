package org.drover.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a former owner left in a data directory: a running server, a stale file, or nothing. */
final class Leftover {

  private static final long POLL_MILLIS = 50;

  private final Path data;
  private final PostgresPrograms programs;
  private final String user;
  private final String password;

  Leftover(Path data, PostgresPrograms programs, String user, String password) {
    this.data = data;
    this.programs = programs;
    this.user = user;
    this.password = password;
  }

  /**
   * Waits for a server that is still starting or stopping.
   *
   * @param fsync a running server that does not flush is stopped, not adopted, if this is wanted
   * @return the port of a running server; empty if there is none, and nothing is in a new one's way
   */
  Optional<Integer> adopt(boolean fsync) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PostgresPrograms.PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      Optional<PostmasterFile> file = PostmasterFile.read(data);
      Optional<ProcessHandle> server = file.flatMap(f -> f.process(data));
      if (server.isEmpty()) {
        // Its process is gone, so the file only confuses the next one.
        Files.deleteIfExists(PostmasterFile.path(data));
        return Optional.empty();
      }
      if (file.get().ready() && (!fsync || flushes(file.get().port()))) {
        return Optional.of(file.get().port());
      }
      if (file.get().ready()) {
        programs.stop(data);
      }
      awaitExit(server.get());
    }
    throw new LocalPostgresException(
        "a PostgreSQL left running in %s does not get ready; see postgres.log beside it"
            .formatted(data));
  }

  private boolean flushes(int port) {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    login.setProperty("connectTimeout", "5");
    login.setProperty("socketTimeout", "10");
    try (Connection connection = DriverManager.getConnection(LocalPostgres.url(port), login);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW fsync")) {
      return row.next() && row.getString(1).equals("on");
    } catch (SQLException failure) {
      throw new LocalPostgresException(
          "a PostgreSQL runs in %s on port %d and cannot be opened: %s"
              .formatted(data, port, failure.getMessage()),
          failure);
    }
  }

  private static void awaitExit(ProcessHandle server) {
    try {
      server.onExit().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException stillThere) {
      // The caller looks again.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalPostgresException("interrupted while waiting for PostgreSQL", interrupted);
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug);
    }
  }
}
