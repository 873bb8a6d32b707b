package org.drover.coordinator.governor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.drover.shared.spec.Guard;

/** Asks other programs for one number. Blocking; fails with an {@link IllegalStateException}. */
final class Numbers implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int BODY_MAX = 64 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client;
  private final Duration patience;

  Numbers() {
    this(TIMEOUT);
  }

  /**
   * @param patience after which a whole answer must be there
   */
  Numbers(Duration patience) {
    this.patience = patience;
    this.client = HttpClient.newBuilder().connectTimeout(patience).build();
  }

  /** The value of an instant query whose answer is a scalar, or a vector of one element. */
  double ofPrometheus(Guard.Prometheus guard) {
    String base = guard.url().endsWith("/") ? guard.url() : guard.url() + "/";
    String query = URLEncoder.encode(guard.query(), StandardCharsets.UTF_8);
    JsonNode answer = json(get(base + "api/v1/query?query=" + query));
    JsonNode result = answer.path("data").path("result");
    JsonNode pair =
        answer.path("data").path("resultType").asText().equals("scalar")
            ? result
            : result.size() == 1 ? result.get(0).path("value") : result.path("none");
    return number(pair.path(1).asText(), "one number as the query's answer");
  }

  double ofHttp(Guard.Http guard) {
    String body = get(guard.url());
    String field = guard.field();
    return field == null
        ? number(body.strip(), "a number as the answer")
        : number(json(body).path(field).asText(), "a number in the field '" + field + "'");
  }

  private String get(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).GET().build();
    var asked = client.sendAsync(request, head -> new ShortBody(BODY_MAX));
    try {
      // A request's own timeout ends with the head of its answer; a body may come drop by drop.
      var response = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "expected an answer with status 200, found status " + response.statusCode());
      }
      return response.body();
    } catch (ExecutionException e) {
      throw new IllegalStateException("no answer: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "expected an answer within %d ms".formatted(patience.toMillis()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      asked.cancel(true);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected JSON", e);
    }
  }

  private static double number(String text, String expected) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalStateException("expected " + expected, e);
    }
    if (!Double.isFinite(number)) {
      throw new IllegalStateException("expected %s, found %s".formatted(expected, number));
    }
    return number;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
