package org.drover.coordinator.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.drover.coordinator.access.Access;
import org.jspecify.annotations.Nullable;

/**
 * Where the API listens, and to whom. An address that others can reach needs TLS and tokens: there
 * is no such thing as one without.
 *
 * @param host the address to bind
 * @param port 0 for any free one
 * @param tls the server's certificate and key; null to speak in the clear
 */
public record Listening(String host, int port, Access access, @Nullable SSLContext tls) {

  /**
   * @throws IllegalArgumentException if others could listen in, or anybody could give orders
   */
  public Listening {
    if (!isLoopback(host) && (tls == null || !access.guarded())) {
      throw new IllegalArgumentException(
          "the HTTP API does not listen on '%s', which is not loopback, without %s"
              .formatted(host, missing(access, tls)));
    }
  }

  /** Where only programs of this machine can ask, and every one of them may do everything. */
  public static Listening local(int port) {
    return new Listening("127.0.0.1", port, Access.open(), null);
  }

  /** The same on another port. */
  public Listening onPort(int other) {
    return new Listening(host, other, access, tls);
  }

  /** Under which address a program on this machine asks. */
  public String address(int bound) {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return "%s://%s:%d"
        .formatted(
            tls == null ? "http" : "https", name.contains(":") ? "[" + name + "]" : name, bound);
  }

  private static String missing(Access access, @Nullable SSLContext tls) {
    String tokens = "tokens (http.token-file)";
    if (tls != null) {
      return tokens;
    }
    String certificate = "TLS (http.tls)";
    return access.guarded() ? certificate : certificate + " and " + tokens;
  }

  /**
   * Whether only this machine reaches it. A name that leads nowhere is taken as one that others do.
   */
  public static boolean isLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return !host.isBlank();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
