package org.drover.deploy.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.drover.deploy.client.Unreachable;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/** Whether a graph can be reached at all, asked before anything is started. */
public final class Reach {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Reach() {}

  /**
   * Connects once, signs in, and runs the smallest of queries in the database.
   *
   * @throws Unreachable with one sentence that says what failed; never a credential
   * @throws BadInput if the URI is none
   */
  public static void check(GraphConnection graph) {
    try (Driver driver = open(graph);
        var session = driver.session(session(graph))) {
      session.run("RETURN 1").consume();
    } catch (Neo4jException e) {
      throw new Unreachable(sentence(graph, e), e);
    } catch (IllegalArgumentException e) {
      throw new BadInput("'" + graph.uri() + "' is no address of a Neo4j: " + e.getMessage(), e);
    }
  }

  private static String sentence(GraphConnection graph, Neo4jException e) {
    if (e.code().startsWith("Neo.ClientError.Security.")) {
      return "%s refuses user '%s' with the given password".formatted(graph.uri(), graph.user());
    }
    if (e.code().endsWith("DatabaseNotFound")) {
      return "%s has no database '%s'".formatted(graph.uri(), graph.database());
    }
    return "no Neo4j answers at " + graph.uri();
  }

  /** A driver for the graph; it connects only when it is used. */
  public static Driver open(GraphConnection graph) {
    Config config =
        Config.builder()
            .withConnectionTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .withConnectionAcquisitionTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .withMaxTransactionRetryTime(0, TimeUnit.SECONDS)
            .build();
    return GraphDatabase.driver(
        graph.uri(), AuthTokens.basic(graph.user(), graph.password()), config);
  }

  /** The session settings that lead to the graph's database. */
  public static SessionConfig session(GraphConnection graph) {
    return graph.database() == null
        ? SessionConfig.defaultConfig()
        : SessionConfig.forDatabase(graph.database());
  }
}
