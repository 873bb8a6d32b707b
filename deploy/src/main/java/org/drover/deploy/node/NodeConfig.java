package org.drover.deploy.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drover.deploy.metrics.TimedJournal;
import org.drover.shared.postgres.JournalUrl;

/**
 * Puts a node's settings over the configuration that Drover ships. JVM flags ({@code -Dpekko…}) go
 * before the file's.
 */
final class NodeConfig {

  private static final String ROTATING = "pekko.remote.artery.ssl.rotating-keys-engine.";
  private static final String POOL = "pekko-persistence-jdbc.shared-databases.slick.db.";

  private NodeConfig() {}

  static Config of(NodeSettings settings) {
    Map<String, Object> set = new HashMap<>();
    set.put("pekko.remote.artery.canonical.hostname", settings.host());
    set.put("pekko.remote.artery.canonical.port", settings.port());
    set.put("pekko.cluster.roles", List.copyOf(settings.roles()));
    set.put("pekko.coordinated-shutdown.exit-jvm", settings.exitJvm() ? "on" : "off");
    set.put(
        "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", settings.exitJvm() ? "on" : "off");
    NodeSettings.Journal journal = settings.journal();
    set.put("drover.journal.url", JournalUrl.bounded(journal.url()));
    set.put("drover.journal.user", journal.user());
    set.put("drover.journal.password", journal.password());
    set.put(POOL + "url", JournalUrl.bounded(journal.url()));
    set.put(POOL + "user", journal.user());
    set.put(POOL + "password", journal.password());
    if (settings.metrics() != null) {
      set.put("jdbc-journal.class", TimedJournal.class.getName());
    }
    if (settings.tls() != null) {
      set.putAll(mutual(settings.tls()));
    }
    return ConfigFactory.parseMap(set)
        .withFallback(ConfigFactory.defaultOverrides())
        .withFallback(settings.engine())
        .withFallback(ConfigFactory.load())
        .resolve();
  }

  /**
   * Both sides of every connection show a certificate of the same authority, and one that shares a
   * name with the other's. The files are read again every five minutes.
   */
  private static Map<String, Object> mutual(NodeSettings.ClusterTls tls) {
    return Map.of(
        "pekko.remote.artery.transport",
        "tls-tcp",
        "pekko.remote.artery.ssl.ssl-engine-provider",
        "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
        ROTATING + "cert-file",
        tls.certificate().toString(),
        ROTATING + "key-file",
        tls.key().toString(),
        ROTATING + "ca-cert-file",
        tls.authority().toString());
  }
}
