package org.drover.coordinator.governor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.drover.shared.spec.Guard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private final HttpServer server = server();
  private final Numbers numbers = new Numbers();
  private boolean served;

  @AfterEach
  void close() {
    numbers.close();
    server.stop(0);
  }

  @Test
  void aNumberIsReadFromTheWholeAnswerOrFromAField() {
    answer(" 4.5\n");
    assertThat(numbers.ofHttp(guard(null))).isEqualTo(4.5);
    answer("{\"load\": 7}");
    assertThat(numbers.ofHttp(guard("load"))).isEqualTo(7);
  }

  // A query over no traffic divides zero by zero.
  @Test
  void whatIsNoNumberIsNoAnswer() {
    for (String none : new String[] {"NaN", "Infinity", "none", ""}) {
      answer(none);
      assertThatThrownBy(() -> numbers.ofHttp(guard(null)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected a number as the answer");
    }
    answer(
        """
        {"status": "success", "data": {"resultType": "vector",
          "result": [{"metric": {}, "value": [1767312000, "NaN"]}]}}
        """);
    assertThatThrownBy(() -> numbers.ofPrometheus(new Guard.Prometheus(url(), "up", 5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected one number as the query's answer, found NaN");
  }

  // Of an answer without an end no more is read than a number needs.
  @Test
  void anAnswerWithoutAnEndIsCutOff() {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] digits = "1".repeat(8_192).getBytes(UTF_8);
          while (true) {
            exchange.getResponseBody().write(digits);
          }
        });
    assertThatThrownBy(() -> numbers.ofHttp(guard(null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected a short answer, found more than 65536 bytes");
  }

  @Test
  void anAnswerOfWhichTheRestDoesNotComeIsGivenUp() {
    CountDownLatch over = new CountDownLatch(1);
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('1');
          exchange.getResponseBody().flush();
          awaitQuietly(over);
        });
    try (Numbers hasty = new Numbers(Duration.ofMillis(200))) {
      assertThatThrownBy(() -> hasty.ofHttp(guard(null)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("expected an answer within 200 ms");
    } finally {
      over.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static HttpServer server() {
    try {
      HttpServer fresh =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      fresh.start();
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(String text) {
    serve(
        exchange -> {
          byte[] body = text.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          if (body.length > 0) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
  }

  /** From now on everything is answered like that. */
  private void serve(HttpHandler handler) {
    if (served) {
      server.removeContext("/");
    }
    server.createContext("/", handler);
    served = true;
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private Guard.Http guard(@Nullable String field) {
    return new Guard.Http(url(), field, 5);
  }
}
