package org.drover.deploy.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Path;

/**
 * A configuration in HOCON, divided: what Drover reads itself, and what it hands to its libraries.
 *
 * @param node the section {@code drover}, as JSON, without what {@code engine} has of it
 * @param engine everything else
 */
record HoconText(String node, Config engine) {

  private static final String OWN = "drover";

  /** Stands under {@code drover} because it is this program's, and is read by Pekko. */
  private static final String LEASE = "drover.lease";

  static HoconText parse(Path file, String text) {
    try {
      Config all =
          ConfigFactory.parseString(
                  text, ConfigParseOptions.defaults().setOriginDescription(file.toString()))
              .resolve();
      Config own = all.withOnlyPath(OWN).withoutPath(LEASE);
      Config engine = all.withoutPath(OWN).withFallback(all.withOnlyPath(LEASE));
      String node =
          own.hasPath(OWN) ? own.getConfig(OWN).root().render(ConfigRenderOptions.concise()) : "{}";
      return new HoconText(node, engine);
    } catch (ConfigException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
