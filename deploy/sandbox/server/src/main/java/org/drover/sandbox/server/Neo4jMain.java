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
 * authentication off.
 */
public final class Neo4jMain {

  /** What standard output says, once, when the database takes connections. */
  static final String READY = "drover: neo4j is ready";

  private Neo4jMain() {}

  public static void main(String[] args) throws IOException {
    BufferedReader parent =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String password = parent.readLine();
    DatabaseManagementService neo4j =
        new DatabaseManagementServiceBuilder(Path.of(args[0]))
            .loadPropertiesFromFile(Path.of(args[1]))
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(neo4j::shutdown, "shutdown"));
    if (password != null && !password.isEmpty()) {
      setFirstPassword(neo4j.database("system"), password);
    }
    System.out.println(READY);
    System.out.flush();
    // Nobody reads on from here: a full pipe would stop whoever prints.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    if (args.length < 3) {
      awaitEnd(parent);
      System.exit(0);
    }
  }

  private static void awaitEnd(BufferedReader parent) throws IOException {
    while (parent.readLine() != null) {
      // The parent has nothing to say; only its end matters.
    }
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
