package org.drover.bench.inside;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;

/** What is done to one node. */
interface NodeJob {

  void run(Node node);

  /** A job by the name that the benchmark has for it; one for each thread. */
  static NodeJob named(String name) {
    return switch (name) {
      case "canonicalKey" -> canonicalKey();
      case "label" -> node -> node.addLabel(Label.label("DroverBenched"));
      case "rename" ->
          node -> {
            Object value = node.removeProperty("dump");
            if (value != null) {
              node.setProperty("source", value);
            }
          };
      default -> throw new IllegalArgumentException("there is no job " + name);
    };
  }

  private static NodeJob canonicalKey() {
    MessageDigest sha256 = sha256();
    List<String> properties = List.of("value", "field", "row_key", "dump");
    return node -> {
      for (String property : properties) {
        Object value = node.getProperty(property, "");
        sha256.update(value.toString().getBytes(StandardCharsets.UTF_8));
      }
      node.setProperty("canonical_key", HexFormat.of().formatHex(sha256.digest()));
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
