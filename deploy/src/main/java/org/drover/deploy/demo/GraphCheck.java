package org.drover.deploy.demo;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.drover.deploy.sample.SampleGraph;
import org.drover.shared.canonical.KeyHash;
import org.drover.shared.spec.Normalization;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;

/**
 * Reads the graph back over Bolt, node by node, and computes every key anew: what the migration
 * says of itself is not asked.
 */
final class GraphCheck {

  private static final int IDS_A_BATCH = 20_000;
  private static final int EXAMPLES_MAX = 5;
  private static final String VERSION = "v2";

  private final Session session;
  private final SampleGraph graph;
  private final KeyHash hash = KeyHash.canonicalKey(VERSION, EnumSet.allOf(Normalization.class));
  private long seen;
  private long right;
  private long without;
  private long wrongVersion;
  private long wrongKey;
  private final List<String> examples = new ArrayList<>();

  private GraphCheck(Session session, SampleGraph graph) {
    this.session = session;
    this.graph = graph;
  }

  /**
   * What was found.
   *
   * @param right nodes whose key and version are as they should be
   * @param findings what is not; empty if all are right
   */
  record Found(long nodes, long right, List<String> findings) {}

  /**
   * @param expected how many nodes the label had before the migration
   */
  static Found check(Driver driver, SampleGraph graph, long expected) {
    try (Session session = driver.session()) {
      return new GraphCheck(session, graph).run(expected);
    }
  }

  private Found run(long expected) {
    Record bounds =
        session
            .run(
                "MATCH (n:%s) RETURN count(n) AS nodes, min(id(n)) AS low, max(id(n)) AS high"
                    .formatted(graph.label()))
            .single();
    long nodes = bounds.get("nodes").asLong();
    if (nodes > 0) {
      long high = bounds.get("high").asLong();
      for (long from = bounds.get("low").asLong(); from <= high; from += IDS_A_BATCH) {
        batch(from, Math.min(high, from + IDS_A_BATCH - 1));
      }
    }
    return new Found(nodes, right, findings(nodes, expected));
  }

  private void batch(long from, long to) {
    String columns =
        graph.keyProperties().stream()
            .map(property -> "n." + property)
            .collect(Collectors.joining(", "));
    String query =
        """
        UNWIND range($from, $to) AS id
        MATCH (n) WHERE id(n) = id AND n:%s
        RETURN collect([id, n.canonical_key, n.canonical_key_version, %s]) AS nodes
        """
            .formatted(graph.label(), columns);
    Value found = session.run(query, Map.of("from", from, "to", to)).single().get("nodes");
    for (Value node : found.values()) {
      node(node);
    }
  }

  private void node(Value node) {
    seen++;
    int properties = graph.keyProperties().size();
    hash.start(properties);
    for (int i = 0; i < properties; i++) {
      hash.add(node.get(3 + i).asObject());
    }
    String key = hash.finish();
    if (node.get(1).isNull()) {
      without += wrong(node, "has no key");
    } else if (!Objects.equals(node.get(1).asObject(), key)) {
      wrongKey += wrong(node, "has another key than its properties give");
    } else if (!Objects.equals(node.get(2).asObject(), VERSION)) {
      wrongVersion += wrong(node, "has a key without the right version");
    } else {
      right++;
    }
  }

  private long wrong(Value node, String what) {
    if (examples.size() < EXAMPLES_MAX) {
      examples.add("node " + node.get(0).asLong() + " " + what);
    }
    return 1;
  }

  private List<String> findings(long nodes, long expected) {
    List<String> findings = new ArrayList<>();
    count(findings, Math.abs(nodes - expected), "nodes more or fewer than before the migration");
    count(findings, Math.abs(nodes - seen), "nodes that were counted but not found by id");
    count(findings, without, "nodes without a key");
    count(findings, wrongKey, "nodes with a wrong key");
    count(findings, wrongVersion, "nodes with a wrong version");
    findings.addAll(examples);
    return findings;
  }

  private static void count(List<String> findings, long number, String what) {
    if (number != 0) {
      findings.add(number + " " + what);
    }
  }
}
