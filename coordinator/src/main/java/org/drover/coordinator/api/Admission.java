package org.drover.coordinator.api;

import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.drover.coordinator.access.Access;
import org.drover.coordinator.access.Caller;
import org.drover.coordinator.access.Role;
import org.jspecify.annotations.Nullable;

/** Decides whether a request may have the endpoint that it asks for. */
final class Admission {

  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "::1");
  private static final String SCHEME = "Bearer ";

  private final Access access;

  Admission(Access access) {
    this.access = access;
  }

  /**
   * Who asks.
   *
   * @throws Turned if nobody known asks, or somebody who may not
   */
  Caller admit(Endpoint endpoint, HttpRequest request) {
    if (!access.guarded()) {
      turnWebPagesAway(request);
    }
    Optional<Role> least = endpoint.least();
    if (least.isEmpty()) {
      return new Caller(null, Role.VIEWER);
    }
    Caller caller =
        access
            .caller(token(request))
            .orElseThrow(
                () ->
                    new Turned(
                        Turned.Kind.UNKNOWN,
                        "this coordinator asks for a token that it knows; send 'Authorization:"
                            + " Bearer TOKEN' (on the command line: --token-file)"));
    needs(caller, least.get(), endpoint.method() + " " + endpoint.path());
    return caller;
  }

  /**
   * For what only some requests of an endpoint need.
   *
   * @throws Turned if the caller has not that role
   */
  static void needs(Caller caller, Role least, String what) {
    if (!caller.role().includes(least)) {
      throw new Turned(
          Turned.Kind.FORBIDDEN,
          "%s needs the role %s; this token has the role %s"
              .formatted(what, least.word(), caller.role().word()));
    }
  }

  /**
   * Where no token is asked for, a web page could give orders through the browser of somebody on
   * this machine: by a request across origins, or under a name of its own that leads here.
   */
  private static void turnWebPagesAway(HttpRequest request) {
    if (request.getHeader("Origin").isPresent()
        || !LOCAL_NAMES.contains(request.getUri().host().address())) {
      throw new Turned(
          Turned.Kind.FORBIDDEN,
          "without tokens this API answers programs on its own machine, called by 127.0.0.1 or"
              + " localhost, and no web pages");
    }
  }

  private static @Nullable String token(HttpRequest request) {
    return request
        .getHeader("Authorization")
        .map(HttpHeader::value)
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip())
        .orElse(null);
  }

  /** The caller is not let in; the message may be shown. */
  static final class Turned extends RuntimeException {

    private static final long serialVersionUID = 1;

    enum Kind {
      UNKNOWN,
      FORBIDDEN
    }

    private final Kind kind;

    Turned(Kind kind, String message) {
      super(message);
      this.kind = kind;
    }

    Kind kind() {
      return kind;
    }
  }
}
