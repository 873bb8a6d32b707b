package org.drover.sandbox.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;

/**
 * Starts a Neo4j and runs until SIGTERM, or until standard input ends: the parent holds the other
 * end of that pipe, so a parent that is killed takes its database with it.
 *
 * <p>Arguments: the home folder, the configuration file, and {@code detached} if the end of
 * standard input is to be ignored. The first line of standard input is the password of user {@code
 * neo4j}, so that it is in no process list; it is empty where the configuration switches
 * authentication off. The lines after it are {@code stop} and {@code start}: of the database, not
 * of this JVM, which starts it again several times sooner than a new one would.
 */
public final class Neo4jMain {

  /** What standard output says each time that the database takes connections. */
  static final String READY = "drover: neo4j is ready";

  /** And each time that it has stopped. */
  static final String STOPPED = "drover: neo4j has stopped";

  private final Path home;
  private final Path configuration;
  private final String password;
  private final PrintStream parent;
  private DatabaseManagementService neo4j;

  private Neo4jMain(Path home, Path configuration, String password, PrintStream parent) {
    this.home = home;
    this.configuration = configuration;
    this.password = password;
    this.parent = parent;
    this.neo4j = started();
  }

  public static void main(String[] args) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String password = orders.readLine();
    PrintStream parent = System.out;
    // Nobody reads what others print: a full pipe would stop them.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    Neo4jMain main =
        new Neo4jMain(Path.of(args[0]), Path.of(args[1]), password == null ? "" : password, parent);
    Runtime.getRuntime().addShutdownHook(new Thread(main::stop, "shutdown"));
    if (args.length < 3) {
      main.obey(orders);
      System.exit(0);
    }
  }

  private void obey(BufferedReader orders) throws IOException {
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      switch (order) {
        case "stop" -> {
          stop();
          say(STOPPED);
        }
        case "start" -> neo4j = started();
        default -> throw new IllegalArgumentException("neither 'stop' nor 'start': " + order);
      }
    }
  }

  private DatabaseManagementService started() {
    DatabaseManagementService database =
        new DatabaseManagementServiceBuilder(home).loadPropertiesFromFile(configuration).build();
    if (!password.isEmpty()) {
      setFirstPassword(database.database("system"), password);
    }
    say(READY);
    return database;
  }

  /** Nothing happens the second time. */
  private void stop() {
    neo4j.shutdown();
  }

  private void say(String line) {
    parent.println(line);
    parent.flush();
  }

  /**
   * Neo4j makes its user with a password that has to be changed; a home used before keeps its own.
   */
  private static void setFirstPassword(GraphDatabaseService system, String password) {
    boolean fresh =
        system.executeTransactionally(
            "SHOW USERS YIELD user, passwordChangeRequired"
                + " WHERE user = 'neo4j' AND passwordChangeRequired",
            Map.of(),
            result -> result.stream().count() == 1);
    if (fresh) {
      system.executeTransactionally(
          "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
          Map.of("password", password));
    }
  }
}
