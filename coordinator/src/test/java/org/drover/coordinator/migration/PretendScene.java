package org.drover.coordinator.migration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterEach;

/** What the scenes have in common: a pretended cluster, a journal in memory, and time by hand. */
abstract class PretendScene {

  private static final Config CONFIG =
      ManualTime.config()
          .withFallback(PersistenceTestKitPlugin.getInstance().config())
          .withFallback(ConfigFactory.load());

  final ActorTestKit kit = ActorTestKit.create(CONFIG);
  final ManualTime time = ManualTime.get(kit.system());
  final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
  final PretendCluster cluster = new PretendCluster();

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }
}
