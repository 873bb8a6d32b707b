package org.drover.deploy.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.postgres.JournalUrl;

/**
 * Puts a node's settings over the configuration that Drover ships. JVM flags ({@code -Dpekko…}) go
 * before the file's.
 */
final class NodeConfig {

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
    return ConfigFactory.parseMap(set)
        .withFallback(ConfigFactory.defaultOverrides())
        .withFallback(settings.engine())
        .withFallback(ConfigFactory.load())
        .resolve();
  }
}
