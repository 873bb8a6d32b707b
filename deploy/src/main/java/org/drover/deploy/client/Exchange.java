package org.drover.deploy.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Requests and their answers, with the first of several coordinators that is there. Which one that
 * was is remembered; when it goes, the others are asked. Any of them knows every migration.
 */
final class Exchange implements AutoCloseable {

  private final HttpClient http;
  private final List<URI> bases;
  private volatile int current;

  /**
   * @param bases where coordinators listen; at least one
   */
  Exchange(HttpClient http, List<URI> bases) {
    this.http = http;
    this.bases = List.copyOf(bases);
  }

  /** The one that is asked, until it is gone. */
  URI base() {
    return bases.get(current);
  }

  /**
   * Waits for the answer to a request, whichever coordinator its address names.
   *
   * @param late what is to be said if it has not answered in time
   */
  HttpResponse<String> send(HttpRequest request, String late) {
    try {
      return sendToAny(request);
    } catch (SSLException e) {
      throw new Unreachable(
          "%s does not show a certificate that is trusted here (%s); --ca-file names its authority"
              .formatted(base(), e.getMessage()),
          e);
    } catch (HttpConnectTimeoutException e) {
      throw nobody(e);
    } catch (HttpTimeoutException e) {
      throw new Unreachable(
          "the coordinator at %s has not answered within %s; %s"
              .formatted(base(), shown(request.timeout().orElseThrow()), late),
          e);
    } catch (IOException e) {
      throw nobody(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted while waiting for the coordinator at " + base(), e);
    }
  }

  private HttpResponse<String> sendToAny(HttpRequest request)
      throws IOException, InterruptedException {
    for (int tried = 1; ; tried++) {
      int asked = current;
      try {
        return http.send(at(bases.get(asked), request), BodyHandlers.ofString());
      } catch (IOException e) {
        if (tried == bases.size() || !maySayAgain(request, e)) {
          throw e;
        }
        current = (asked + 1) % bases.size();
      }
    }
  }

  /** What was never heard may be said to somebody else; so may a question. */
  private static boolean maySayAgain(HttpRequest request, IOException failure) {
    boolean unheard =
        failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
    boolean slow = failure instanceof HttpTimeoutException || failure instanceof SSLException;
    return unheard || (request.method().equals("GET") && !slow);
  }

  private static HttpRequest at(URI base, HttpRequest request) {
    URI asked = request.uri();
    String path =
        asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
    return HttpRequest.newBuilder(request, (name, value) -> true).uri(base.resolve(path)).build();
  }

  private Unreachable nobody(IOException e) {
    String all = bases.stream().map(URI::toString).collect(Collectors.joining(", nor at "));
    return new Unreachable("no coordinator answers at " + all, e);
  }

  private static String shown(Duration wait) {
    return wait.toMinutes() == 0 ? wait.toSeconds() + " s" : wait.toMinutes() + " min";
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
