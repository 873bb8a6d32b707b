package org.drover.deploy.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;

/** SHA-256 over everything that a graph holds of nodes, but the program's own. */
final class GraphDigest {

  private static final String CONTENTS =
      "MATCH (n) WHERE NOT n:DroverFence AND NOT n:DroverMigration"
          + " RETURN id(n) AS i, labels(n) AS l, properties(n) AS p, COUNT { (n)--() } AS r"
          + " ORDER BY i";

  private GraphDigest() {}

  static String of(Driver driver) {
    try (Session session = driver.session()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      session
          .run(CONTENTS)
          .forEachRemaining(
              row ->
                  digest.update(
                      "%s %s %s %s\n"
                          .formatted(
                              row.get("i"),
                              new TreeSet<>(row.get("l").asList(Value::asString)),
                              new TreeMap<>(row.get("p").asMap(Value::toString)),
                              row.get("r"))
                          .getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException bug) {
      throw new IllegalStateException("every JDK has SHA-256", bug);
    }
  }
}
