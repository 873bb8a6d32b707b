package org.drover.bench.graph;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.NotificationSeverity;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/** The nodes of one label, made for the benchmark and removed after it, in whatever database. */
public final class ScratchGraph implements AutoCloseable {

  private final Driver driver;
  private final SessionConfig session;
  private final String label;
  private final int threads;
  private final @Nullable String checkpoint;

  /**
   * @param threads how many transactions fill it and put it back at a time
   */
  public ScratchGraph(Address address, String label, int threads) {
    this.driver =
        GraphDatabase.driver(
            address.uri(),
            AuthTokens.basic(address.user(), address.password()),
            Config.builder()
                .withMinimumNotificationSeverity(NotificationSeverity.OFF)
                .withTelemetryDisabled(true)
                .build());
    this.session = SessionConfig.builder().withFetchSize(-1).build();
    this.label = label;
    this.threads = threads;
    this.checkpoint = checkpointProcedure();
  }

  /** Where a database is, and who may enter it. */
  public record Address(URI uri, String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return uri + " as " + user;
    }
  }

  public String label() {
    return label;
  }

  public Session session() {
    return driver.session(session);
  }

  /** Makes the nodes; the label must not have any. */
  public void fill(long nodes) {
    fill(0, nodes);
  }

  /**
   * Makes more nodes.
   *
   * @param there as many as the label has
   * @param nodes as many as it is to have
   */
  public void fill(long there, long nodes) {
    run(
        """
        UNWIND range($there, $nodes - 1) AS row
        CALL (row) {
          CREATE (:%s {
            value: 'Person' + toString(row) + '@Example.com',
            field: ['name', 'email', 'phone', 'visits'][row %% 4],
            row_key: 'row-' + toString(row / 4),
            dump: 'breach_2024'})
        } IN %d CONCURRENT TRANSACTIONS OF 10000 ROWS
        """
            .formatted(label, threads),
        Map.of("there", there, "nodes", nodes));
  }

  /**
   * Makes more nodes, which have a {@code number}: {@code first}, {@code first + step} and so on.
   */
  public void fillNumbered(long nodes, long first, long step) {
    run(
        """
        UNWIND range(0, $nodes - 1) AS row
        CALL (row) {
          WITH toString($first + row * $step) AS text, $first + row * $step AS number
          CREATE (:%s {
            number: number, value: 'Person' + text, field: 'name', row_key: text,
            dump: 'breach_2024'})
        } IN %d CONCURRENT TRANSACTIONS OF 10000 ROWS
        """
            .formatted(label, threads),
        Map.of("nodes", nodes, "first", first, "step", step));
  }

  /** Removes the nodes whose {@code number} is no multiple of {@code step}. */
  public void removeBetween(long step) {
    everywhere("WITH n WHERE n.number %% %d <> 0 DETACH DELETE n".formatted(step));
  }

  /** Removes every node of the label, and the fences of the benchmark's migrations. */
  public void clear() {
    everywhere("DETACH DELETE n");
    removeFences();
  }

  public long count() {
    return number("MATCH (n:%s) RETURN count(n)".formatted(label));
  }

  /** How many nodes a job has been done to. */
  public long done(Job job) {
    return number("MATCH (n:%s) WHERE %s RETURN count(n)".formatted(label, job.done()));
  }

  /** Takes a job back, so that the next contender finds what this one found. */
  public void restore(Job job) {
    everywhere(job.undo());
    removeFences();
  }

  private void everywhere(String clauses) {
    run(
        "MATCH (n:%s) CALL (n) { %s } IN %d CONCURRENT TRANSACTIONS OF 10000 ROWS"
            .formatted(label, clauses, threads),
        Map.of());
  }

  private void removeFences() {
    run("MATCH (f:DroverFence) WHERE f.migration STARTS WITH 'bench-' DELETE f", Map.of());
  }

  /** Makes a range index on a property, and waits for it. */
  public void index(String property) {
    run("CREATE INDEX bench_%2$s FOR (n:%1$s) ON (n.%2$s)".formatted(label, property), Map.of());
    run("CALL db.awaitIndexes(3600)", Map.of());
  }

  public void dropIndex(String property) {
    run("DROP INDEX bench_" + property, Map.of());
  }

  /** The lowest and the highest id of the label's nodes. */
  public Bounds bounds() {
    try (Session open = session()) {
      Record row =
          open.run("MATCH (n:%s) RETURN min(id(n)) AS low, max(id(n)) AS high".formatted(label))
              .single();
      return new Bounds(row.get("low").asLong(), row.get("high").asLong());
    }
  }

  /** The lowest and the highest id of the scratch nodes. */
  public record Bounds(long low, long high) {}

  /**
   * What one contender has left to be written must not be written in the turn of the next. Without
   * the benchmark's own procedure, only an Enterprise database can be told.
   */
  public void checkpoint() {
    if (checkpoint != null) {
      run("CALL " + checkpoint + "()", Map.of());
    }
  }

  public boolean canCheckpoint() {
    return checkpoint != null;
  }

  private @Nullable String checkpointProcedure() {
    for (String name : List.of("drover.bench.checkpoint", "db.checkpoint")) {
      if (hasProcedure(name)) {
        return name;
      }
    }
    return null;
  }

  /** What the database's process has used of its processors; null where it does not tell. */
  public @Nullable Duration cpu() {
    try (Session open = session()) {
      return Duration.ofNanos(
          open.run(
                  """
                  CALL dbms.queryJmx('java.lang:type=OperatingSystem') YIELD attributes
                  RETURN attributes.ProcessCpuTime.value
                  """)
              .single()
              .get(0)
              .asLong());
    } catch (Neo4jException notAllowed) {
      return null;
    }
  }

  /** The server's name, release and edition. */
  public String version() {
    try (Session open = session()) {
      Record row =
          open.run("CALL dbms.components() YIELD name, versions, edition").list().getFirst();
      return "%s %s %s"
          .formatted(
              row.get("name").asString(),
              row.get("versions").get(0).asString(),
              row.get("edition").asString());
    }
  }

  public boolean hasProcedure(String name) {
    return number("SHOW PROCEDURES YIELD name WHERE name = '" + name + "' RETURN count(*)") > 0;
  }

  public long number(String query) {
    try (Session open = session()) {
      return open.run(query).single().get(0).asLong();
    }
  }

  private void run(String query, Map<String, Object> parameters) {
    try (Session open = session()) {
      open.run(query, parameters).consume();
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
