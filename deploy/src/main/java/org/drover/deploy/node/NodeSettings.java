package org.drover.deploy.node;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one member of the cluster needs to know.
 *
 * @param roles {@code coordinator}, {@code worker}, or both
 * @param host the address under which the other members reach this one
 * @param port the same; 0 for any free one
 * @param seeds {@code host:port} of members to join through; empty to join itself
 * @param httpPort of the HTTP API on loopback; 0 for any free one; only coordinators have one
 * @param exitJvm whether the process ends when the member leaves or is downed
 */
public record NodeSettings(
    Set<String> roles,
    String host,
    int port,
    List<String> seeds,
    int httpPort,
    boolean exitJvm,
    Journal journal,
    Map<String, GraphConnection> graphs) {

  /** The journal database; the URL is JDBC, without credentials. */
  public record Journal(String url, String user, String password) {
    @Override
    public String toString() {
      return "Journal[%s, %s]".formatted(url, user);
    }
  }

  /**
   * A graph.
   *
   * @param database null for the server's default
   */
  public record GraphConnection(URI uri, String user, String password, @Nullable String database) {
    @Override
    public String toString() {
      return "GraphConnection[%s, %s, %s]".formatted(uri, user, database);
    }
  }
}
