package org.drover.coordinator.api;

import java.util.List;
import java.util.Optional;
import org.drover.coordinator.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Every route that there is, and the least role that it asks for. What is not named here does not
 * exist; what is named here the compiler wants to see answered in {@link Answers}.
 */
enum Endpoint {
  SUBMIT("POST", "/api/v1/migrations", Role.OPERATOR),
  LIST("GET", "/api/v1/migrations", Role.VIEWER),
  SHOW("GET", "/api/v1/migrations/{id}", Role.VIEWER),
  PAUSE("POST", "/api/v1/migrations/{id}/pause", Role.OPERATOR),
  RESUME("POST", "/api/v1/migrations/{id}/resume", Role.OPERATOR),
  CANCEL("POST", "/api/v1/migrations/{id}/cancel", Role.ADMINISTRATOR),
  SWEEP("POST", "/api/v1/migrations/{id}/sweep", Role.OPERATOR),
  SURVEY("GET", "/api/v1/migrations/{id}/survey", Role.VIEWER),
  QUARANTINE("GET", "/api/v1/migrations/{id}/quarantine", Role.VIEWER),
  RETRY("POST", "/api/v1/migrations/{id}/retry", Role.OPERATOR),
  ROLLBACK("POST", "/api/v1/migrations/{id}/rollback", Role.ADMINISTRATOR),
  VERIFY("POST", "/api/v1/migrations/{id}/verify", Role.OPERATOR),
  CUTOVER("POST", "/api/v1/migrations/{id}/cutover", Role.ADMINISTRATOR),
  CLEANUP("POST", "/api/v1/migrations/{id}/cleanup", Role.ADMINISTRATOR),
  RETIREMENT("GET", "/api/v1/migrations/{id}/retirement", Role.VIEWER),
  REPORT("GET", "/api/v1/migrations/{id}/report", Role.VIEWER),
  FINDINGS("GET", "/api/v1/migrations/{id}/findings", Role.VIEWER),
  SCALE("POST", "/api/v1/migrations/{id}/scale", Role.OPERATOR),
  LIMIT("POST", "/api/v1/migrations/{id}/limit", Role.OPERATOR),
  VERSIONS("GET", "/api/v1/versions", Role.VIEWER),
  VERSION("GET", "/api/v1/versions/{id}", Role.VIEWER),
  STOP_ALL("POST", "/api/v1/stop-all", Role.OPERATOR),
  KILL_SWITCH("GET", "/api/v1/stop-all", Role.VIEWER),
  GO_ON("POST", "/api/v1/go-on", Role.OPERATOR),
  DRAIN("POST", "/api/v1/nodes/{id}/drain", Role.ADMINISTRATOR),
  PROOF("GET", "/api/v1/migrations/{id}/proof", Role.VIEWER),
  JOURNAL("GET", "/api/v1/migrations/{id}/journal", Role.VIEWER),
  PAST("GET", "/api/v1/migrations/{id}/past", Role.VIEWER),
  TIMELINE("GET", "/api/v1/migrations/{id}/timeline", Role.VIEWER),
  VISITS("GET", "/api/v1/migrations/{id}/visits", Role.VIEWER),
  EVENTS("GET", "/api/v1/migrations/{id}/events", Role.VIEWER),
  NODES("GET", "/api/v1/nodes", Role.VIEWER),
  OPENAPI("GET", "/api/v1/openapi.json", Role.VIEWER),
  LIVE("GET", "/health/live", null),
  READY("GET", "/health/ready", null);

  private static final String ID = "{id}";

  private final String method;
  private final String path;
  private final @Nullable Role least;

  /**
   * @param least null for what everybody may ask without a token
   */
  Endpoint(String method, String path, @Nullable Role least) {
    this.method = method;
    this.path = path;
    this.least = least;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  Optional<Role> least() {
    return Optional.ofNullable(least);
  }

  /** Whether a request's path is this one. */
  boolean isAt(List<String> asked) {
    List<String> segments = segments();
    if (asked.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < asked.size(); i++) {
      if (!segments.get(i).equals(ID) && !segments.get(i).equals(asked.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The migration that a path names; empty if the route is about none. */
  String migration(List<String> asked) {
    int at = segments().indexOf(ID);
    return at < 0 ? "" : asked.get(at);
  }

  private List<String> segments() {
    return List.of(path.substring(1).split("/", -1));
  }
}
