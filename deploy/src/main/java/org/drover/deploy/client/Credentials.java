package org.drover.deploy.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a caller shows a coordinator, and what it wants to be shown.
 *
 * @param token null if the coordinator asks for none
 * @param trust which authorities count; null for those that the JDK knows
 */
public record Credentials(@Nullable String token, @Nullable SSLContext trust) {

  /** No token, and the usual authorities. */
  public static final Credentials NONE = new Credentials(null, null);

  HttpClient client(Duration connectPatience) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectPatience);
    if (trust != null) {
      client.sslContext(trust);
    }
    return client.build();
  }

  void show(HttpRequest.Builder request) {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
  }

  @Override
  public String toString() {
    return "Credentials[" + (token == null ? "none" : "a token") + "]";
  }
}
