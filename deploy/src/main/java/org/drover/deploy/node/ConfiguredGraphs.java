package org.drover.deploy.node;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Graphs;
import org.drover.shared.neo4j.Connection;
import org.drover.shared.neo4j.Neo4jGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to each graph of the configuration when it is first asked for. */
final class ConfiguredGraphs implements Graphs, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredGraphs.class);

  private final Map<String, GraphConnection> configured;
  private final Map<String, Graph> connected = new ConcurrentHashMap<>();

  ConfiguredGraphs(Map<String, GraphConnection> configured) {
    this.configured = Map.copyOf(configured);
  }

  @Override
  public Graph named(String name) {
    GraphConnection connection = configured.get(name);
    if (connection == null) {
      throw new GraphException(
          GraphException.Kind.FATAL,
          "this node's configuration has no graph '%s'; it has: %s"
              .formatted(name, String.join(", ", new TreeSet<>(configured.keySet()))),
          null);
    }
    return connected.computeIfAbsent(name, key -> connect(connection));
  }

  /** Says in the log which of them answer, without waiting; nobody who needs one is cold then. */
  void greet() {
    for (String name : configured.keySet()) {
      Thread.ofVirtual().name("greet-" + name).start(() -> greet(name));
    }
  }

  private void greet(String name) {
    try {
      named(name).answer();
      log.info("Graph {} answers", name);
    } catch (GraphException failure) {
      log.warn("Graph {} is asked again when it is needed: {}", name, failure.getMessage());
    }
  }

  private static Graph connect(GraphConnection connection) {
    return Neo4jGraph.lazily(
        new Connection(
            connection.uri(), connection.user(), connection.password(), connection.database()));
  }

  @Override
  public void close() {
    connected.values().forEach(Graph::close);
  }
}
