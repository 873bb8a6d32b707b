package org.drover.deploy.cluster;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;
import java.util.TreeSet;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;

/**
 * SHA-256 over everything that a graph holds of each node, but the program's own. The digests of
 * the nodes are added up, so that the database need not sort them first.
 */
final class GraphDigest {

  private static final String CONTENTS =
      "MATCH (n) WHERE NOT n:DroverFence AND NOT n:DroverMigration"
          + " RETURN id(n), labels(n), properties(n), COUNT { (n)--() }";

  private final MessageDigest digest;
  private BigInteger sum = BigInteger.ZERO;

  private GraphDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException bug) {
      throw new IllegalStateException("every JDK has SHA-256", bug);
    }
  }

  static String of(Driver driver) {
    GraphDigest graph = new GraphDigest();
    try (Session session = driver.session()) {
      session.run(CONTENTS).forEachRemaining(graph::add);
    }
    return graph.sum.toString(16);
  }

  private void add(Record node) {
    StringBuilder text = new StringBuilder().append(node.get(0).asLong());
    text.append(new TreeSet<>(node.get(1).asList(Value::asString)));
    text.append(new TreeMap<>(node.get(2).asMap(Value::toString)));
    text.append(node.get(3).asLong());
    byte[] bytes = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));
    sum = sum.add(new BigInteger(1, bytes));
  }
}
