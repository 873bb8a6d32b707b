package org.drover.shared.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.drover.sandbox.LocalPostgres;

/** One server for all tests of a JVM, an empty database for each that asks. */
final class TestPostgres {

  private static final LocalPostgres SERVER =
      LocalPostgres.startWithoutFsync(Path.of("target", "postgres"));
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
  }

  private TestPostgres() {}

  static String emptyDatabase() {
    String name = "test" + NUMBER.incrementAndGet();
    execute(SERVER.jdbcUrl(), "DROP DATABASE IF EXISTS " + name);
    execute(SERVER.jdbcUrl(), "CREATE DATABASE " + name);
    return SERVER.jdbcUrl().replace("/postgres", "/" + name);
  }

  static JournalDatabase journal(String url) {
    return JournalDatabase.connect(url, user(), password());
  }

  static String user() {
    return SERVER.user();
  }

  static String password() {
    return SERVER.password();
  }

  static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url, user(), password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** The first column of the first row. */
  static String ask(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url, user(), password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }
}
