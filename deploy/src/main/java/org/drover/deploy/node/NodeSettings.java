package org.drover.deploy.node;

import com.typesafe.config.Config;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.coordinator.api.Listening;
import org.jspecify.annotations.Nullable;

/**
 * What one member of the cluster needs to know.
 *
 * @param roles {@code coordinator}, {@code worker}, or both
 * @param host the address under which the other members reach this one
 * @param port the same; 0 for any free one
 * @param seeds {@code host:port} of members to join through; empty to join itself
 * @param http where the HTTP API listens; only coordinators have one
 * @param exitJvm whether the process ends when the member leaves or is downed
 * @param engine what is set of the cluster's own settings, over those that Drover ships
 */
public record NodeSettings(
    Set<String> roles,
    String host,
    int port,
    List<String> seeds,
    Listening http,
    boolean exitJvm,
    Journal journal,
    Map<String, GraphConnection> graphs,
    Config engine) {

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
