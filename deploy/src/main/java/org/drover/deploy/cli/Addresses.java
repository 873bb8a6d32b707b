package org.drover.deploy.cli;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.drover.deploy.run.BadInput;

/** Addresses as they are typed, checked before anything is tried with them. */
final class Addresses {

  private static final Set<String> BOLT =
      Set.of("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc");
  private static final Set<String> HTTP = Set.of("http", "https");

  private Addresses() {}

  static URI bolt(String text) {
    return checked(text, "--bolt", BOLT, "bolt://127.0.0.1:7687");
  }

  /** One, or several with commas between them. */
  static List<URI> http(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(one -> checked(one.strip(), "--url", HTTP, "http://127.0.0.1:7480"))
        .toList();
  }

  private static URI checked(String text, String option, Set<String> schemes, String example) {
    String wrong = "%s takes an address such as %s, found '%s'".formatted(option, example, text);
    try {
      URI address = URI.create(text);
      if (address.getScheme() == null
          || !schemes.contains(address.getScheme())
          || address.getHost() == null) {
        throw new BadInput(wrong);
      }
      return address;
    } catch (IllegalArgumentException e) {
      throw new BadInput(wrong, e);
    }
  }
}
