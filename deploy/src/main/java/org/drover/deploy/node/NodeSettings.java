package org.drover.deploy.node;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
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
 * @param metrics where numbers are served; null to count nothing
 * @param tls what members show each other; null to speak in the clear
 * @param exitJvm whether the process ends when the member leaves or is downed
 * @param only the one migration that this member, if it coordinates, carries on with by itself;
 *     null for every unfinished one
 * @param engine what is set of the cluster's own settings, over those that Drover ships
 */
public record NodeSettings(
    Set<String> roles,
    String host,
    int port,
    List<String> seeds,
    Listening http,
    @Nullable MetricsAddress metrics,
    @Nullable ClusterTls tls,
    boolean exitJvm,
    Journal journal,
    Map<String, GraphConnection> graphs,
    @Nullable String only,
    Config engine) {

  /**
   * Where Prometheus asks, in the clear and without a token.
   *
   * @param port 0 for any free one
   */
  public record MetricsAddress(String host, int port) {}

  /**
   * A member's certificate, its key, and the authority whose certificates it takes for members; all
   * in PEM.
   */
  public record ClusterTls(Path certificate, Path key, Path authority) {}

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
