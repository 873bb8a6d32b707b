package org.drover.shared.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds every wait on the journal database. They are shorter than the ten seconds after which
 * Pekko's circuit breaker gives a journal operation up; only the socket's is longer, so that it is
 * the server which ends a slow statement as long as the server is there.
 */
public final class JournalUrl {

  private static final Map<String, String> BOUNDS = new LinkedHashMap<>();

  static {
    BOUNDS.put("connectTimeout", "5");
    BOUNDS.put("socketTimeout", "15");
    BOUNDS.put("tcpKeepAlive", "true");
    BOUNDS.put("ApplicationName", "drover");
    BOUNDS.put("options", "-c%20statement_timeout=8s%20-c%20lock_timeout=5s");
  }

  private JournalUrl() {}

  /** The JDBC URL with a bound for every wait; one that it sets already stays as it is. */
  public static String bounded(String url) {
    StringBuilder result = new StringBuilder(url);
    BOUNDS.forEach(
        (name, value) -> {
          if (!url.contains("?" + name + "=") && !url.contains("&" + name + "=")) {
            result.append(result.indexOf("?") < 0 ? '?' : '&').append(name).append('=');
            result.append(value);
          }
        });
    return result.toString();
  }

  /** The URL for a message: without its options, among which a password may be. */
  static String shown(String url) {
    int options = url.indexOf('?');
    return options < 0 ? url : url.substring(0, options);
  }
}
