package org.drover.shared.specfile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that a reader of the design may expect, or that do not belong into a spec at all. They are
 * refused by name: nothing that an operator writes may be without effect.
 */
final class Later {

  static final Map<String, String> SPEC = spec();

  static final Map<String, String> BUDGET =
      Map.of(
          "rate", later("the pace is not limited by nodes a second yet; limit 'workers' instead"),
          "memory", later("bytes in flight are not limited yet; limit 'workers' instead"),
          "errors",
              later("no member is left out yet: the first one that fails pauses its migration"),
          "windows", later("a migration does not wait for a time window yet; start it inside one"));

  static final Map<String, String> STEP =
      Map.of(
          "java", later("use 'cypher' for what the other steps cannot say"),
          "into-map", later("use 'cypher' for what the other steps cannot say"));

  private static final String CONNECTION =
      "a spec holds no connection and no credential; 'graph' names a connection that the node's"
          + " configuration defines";

  private Later() {}

  static String later(String advice) {
    return "not available in this version: " + advice;
  }

  private static Map<String, String> spec() {
    Map<String, String> refused = new HashMap<>();
    for (String connection :
        List.of(
            "bolt",
            "uri",
            "url",
            "host",
            "port",
            "user",
            "username",
            "password",
            "password-file",
            "token",
            "credentials",
            "connection",
            "database")) {
      refused.put(connection, CONNECTION);
    }
    refused.put("guard", later("nothing watches foreground queries or the database's load yet"));
    refused.put("verify", later("nothing is verified after the migration yet"));
    refused.put("on", later("a migration starts when it is submitted, and by nothing else"));
    refused.put("retain", later("nothing is removed by itself, so that nothing need be retained"));
    refused.put("dedupe", later("members with equal keys stay as they are"));
    return Map.copyOf(refused);
  }
}
