package org.drover.shared.postgres;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The configuration of an actor system whose journal is a test's database. */
final class TestSystem {

  private TestSystem() {}

  static Config config(String url, String more) {
    String journal =
        """
        drover.journal { url = "%s", user = "%s", password = "%s" }
        pekko.loglevel = WARNING
        """
            .formatted(JournalUrl.bounded(url), TestPostgres.user(), TestPostgres.password());
    return ConfigFactory.parseString(more)
        .withFallback(ConfigFactory.parseString(journal))
        .withFallback(ConfigFactory.parseResources("journal-it.conf"))
        .withFallback(ConfigFactory.load("reference"))
        .resolve();
  }
}
