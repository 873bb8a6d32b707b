package org.drover.shared.neo4j;

import java.time.Duration;
import java.util.Map;
import org.drover.shared.graph.GraphWatch;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** The load of a Neo4j, as its Community Edition tells it. */
final class Neo4jWatch implements GraphWatch {

  /** What takes longer is no measurement of the moment any more. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Map<String, Object> METADATA = Map.of("drover", "watch");

  private static final String CPU =
      "CALL dbms.queryJmx('java.lang:type=OperatingSystem') YIELD attributes"
          + " RETURN coalesce(attributes.CpuLoad.value, attributes.SystemCpuLoad.value) AS load";

  /** Drover's own transactions carry its name, or the shard's, as metadata. */
  private static final String TRANSACTIONS =
      "SHOW TRANSACTIONS YIELD metaData, status RETURN"
          + " sum(CASE WHEN metaData.drover IS NULL AND metaData."
          + Takeover.SHARD
          + " IS NULL THEN 1 ELSE 0 END) AS others,"
          + " sum(CASE WHEN status STARTS WITH 'Blocked' THEN 1 ELSE 0 END) AS waiting";

  private final Database database;

  Neo4jWatch(Database database) {
    this.database = database;
  }

  /** In one round trip: beginning and ending a transaction would be two more to be measured. */
  @Override
  public Duration ask(String query, Map<String, Object> parameters) {
    try (Session session = database.session(AccessMode.READ)) {
      long begin = System.nanoTime();
      session.run(query, parameters, database.timed(TIMEOUT, METADATA)).consume();
      return Duration.ofNanos(System.nanoTime() - begin);
    } catch (RuntimeException failure) {
      throw database.failed(failure, Phase.PLANNING, "asking a probe");
    }
  }

  @Override
  public double cpuPercent() {
    return percent(one("reading the processors' load", CPU).get("load").asDouble(Double.NaN));
  }

  /** A JVM that cannot tell says less than nothing, which is not to be taken for ease. */
  static double percent(double load) {
    return load >= 0 ? 100 * load : Double.NaN;
  }

  @Override
  public Transactions transactions() {
    Record row = one("counting transactions", TRANSACTIONS);
    return new Transactions(row.get("others").asLong(), row.get("waiting").asLong());
  }

  private Record one(String what, String query) {
    try (Session session = database.session(AccessMode.READ);
        Transaction transaction = session.beginTransaction(database.timed(TIMEOUT, METADATA))) {
      return transaction.run(query).single();
    } catch (RuntimeException failure) {
      throw database.failed(failure, Phase.PLANNING, what);
    }
  }
}
