package org.drover.bench.contender;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.graph.ScratchGraph.Bounds;
import org.drover.bench.place.ProcessUse;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A client as people write it with the driver: one record a node, and maps to UNWIND. */
final class RowClient implements Contender {

  private static final int IDS_A_TRANSACTION = 10_000;
  private static final List<String> PROPERTIES = List.of("value", "field", "row_key", "dump");

  private final ScratchGraph graph;
  private final int threads;

  RowClient(ScratchGraph graph, int threads) {
    this.graph = graph;
    this.threads = threads;
  }

  @Override
  public String name() {
    return "rowClient";
  }

  @Override
  public String description() {
    return "driver client, a record a node, UNWIND of maps, %d threads, 10,000 a transaction"
        .formatted(threads);
  }

  @Override
  public Role role() {
    return Role.PEER;
  }

  @Override
  public Details run(Job job) {
    Bounds bounds = graph.bounds();
    AtomicLong next = new AtomicLong(bounds.low());
    Together.run(threads, thread -> slices(job, next, bounds.high()));
    return Details.NONE;
  }

  private void slices(Job job, AtomicLong next, long high) {
    try (Session session = graph.session()) {
      for (long from = next.getAndAdd(IDS_A_TRANSACTION);
          from <= high;
          from = next.getAndAdd(IDS_A_TRANSACTION)) {
        slice(session, job, from, Math.min(high, from + IDS_A_TRANSACTION - 1));
      }
    }
  }

  private void slice(Session session, Job job, long from, long to) {
    MessageDigest sha256 = sha256();
    try (Transaction transaction = session.beginTransaction()) {
      List<Map<String, Object>> rows =
          transaction
              .run(
                  "UNWIND range($from, $to) AS i MATCH (n:%s) WHERE id(n) = i RETURN %s"
                      .formatted(graph.label(), returned(job)),
                  Map.of("from", from, "to", to))
              .list(row -> changed(job, row, sha256));
      transaction
          .run(
              "UNWIND $rows AS row MATCH (n) WHERE id(n) = row.id " + change(job),
              Map.of("rows", rows))
          .consume();
      transaction.commit();
    }
  }

  private static String returned(Job job) {
    return switch (job) {
      case CANONICAL_KEY ->
          "id(n) AS id, n.value AS value, n.field AS field, n.row_key AS row_key, n.dump AS dump";
      case LABEL -> "id(n) AS id";
      case RENAME -> "id(n) AS id, n.dump AS dump";
    };
  }

  private static String change(Job job) {
    return switch (job) {
      case CANONICAL_KEY -> "SET n.canonical_key = row.key";
      case LABEL -> "SET n:DroverBenched";
      case RENAME -> "SET n.source = row.source REMOVE n.dump";
    };
  }

  private static Map<String, Object> changed(Job job, Record row, MessageDigest sha256) {
    Map<String, Object> changed = new HashMap<>();
    changed.put("id", row.get("id").asLong());
    switch (job) {
      case CANONICAL_KEY -> changed.put("key", key(row, sha256));
      case LABEL -> {}
      case RENAME -> changed.put("source", row.get("dump").asString());
    }
    return changed;
  }

  private static String key(Record row, MessageDigest sha256) {
    for (String property : PROPERTIES) {
      sha256.update(row.get(property).asString().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  @Override
  public Duration clientCpu() {
    return ProcessUse.cpu(ProcessHandle.current().pid(), false);
  }
}
