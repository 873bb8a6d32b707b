package org.drover.bench.contender;

import java.time.Duration;
import java.util.Map;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.place.ProcessUse;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** One statement that the database works off by itself, in batches of its own. */
final class Statement implements Contender {

  private final String name;
  private final String description;
  private final Role role;
  private final ScratchGraph graph;
  private final Text text;

  /** What is sent for a job. */
  interface Text {
    String of(Job job);
  }

  private Statement(String name, String description, Role role, ScratchGraph graph, Text text) {
    this.name = name;
    this.description = description;
    this.role = role;
    this.graph = graph;
    this.text = text;
  }

  /**
   * @param concurrency null for one batch after the other
   */
  static Statement apoc(ScratchGraph graph, int batch, @Nullable Integer concurrency) {
    String settings =
        concurrency == null
            ? "{batchSize: %d}".formatted(batch)
            : "{batchSize: %d, parallel: true, concurrency: %d}".formatted(batch, concurrency);
    return new Statement(
        concurrency == null ? "apocSerial" : "apocParallel",
        "apoc.periodic.iterate " + settings,
        Role.PEER,
        graph,
        job ->
            """
            CALL apoc.periodic.iterate('MATCH (n:%s) RETURN n', '%s', %s)
            YIELD failedOperations RETURN failedOperations AS failed
            """
                .formatted(graph.label(), job.change(), settings));
  }

  static Statement concurrentTransactions(ScratchGraph graph, int batch, int concurrency) {
    String settings = "IN %d CONCURRENT TRANSACTIONS OF %d ROWS".formatted(concurrency, batch);
    return new Statement(
        "callInTransactions",
        "CALL { … } " + settings,
        Role.PEER,
        graph,
        job ->
            "MATCH (n:%s) CALL (n) { %s } %s RETURN 0 AS failed LIMIT 1"
                .formatted(graph.label(), job.change(), settings));
  }

  /** The procedure that the benchmark brings; see {@code CoreApi}. */
  static Statement coreApi(ScratchGraph graph, int threads) {
    return new Statement(
        "coreApi",
        "core Java API inside the database, %d threads, 10,000 nodes a transaction"
            .formatted(threads),
        Role.LIMIT,
        graph,
        job ->
            "CALL drover.bench.core('%s', '%s', %d, %d, %d) YIELD nodes RETURN 0 AS failed"
                .formatted(
                    job.id(), graph.label(), graph.bounds().low(), graph.bounds().high(), threads));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Role role() {
    return role;
  }

  @Override
  public @Nullable String obstacle(Job job) {
    String needed =
        name.startsWith("apoc") || (job.needsApoc() && role == Role.PEER)
            ? "apoc.periodic.iterate"
            : role == Role.LIMIT ? "drover.bench.core" : null;
    return needed == null || graph.hasProcedure(needed)
        ? null
        : "the database does not have " + needed;
  }

  @Override
  public Details run(Job job) {
    try (Session session = graph.session()) {
      for (Record row : session.run(text.of(job), Map.of()).list()) {
        if (row.get("failed").asLong() != 0) {
          throw new IllegalStateException(
              "%s failed on %s of the nodes".formatted(name, row.get("failed")));
        }
      }
    }
    return Details.NONE;
  }

  @Override
  public Duration clientCpu() {
    return ProcessUse.cpu(ProcessHandle.current().pid(), false);
  }
}
