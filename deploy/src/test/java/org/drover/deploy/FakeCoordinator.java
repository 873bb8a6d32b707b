package org.drover.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.drover.deploy.client.Json;

/** A real HTTP server that answers what a test tells it to, and remembers what it was asked. */
public final class FakeCoordinator implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean holdsBack;

  public FakeCoordinator() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Answer(int status, String body) {}

  /** Answers a request once; the last answer given for it is repeated. */
  public FakeCoordinator on(String request, int status, Object body) {
    String text = body instanceof String string ? string : Json.pretty(body);
    answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answer(status, text));
    return this;
  }

  /** Lets everybody who asks wait, until it is closed. */
  public FakeCoordinator holdBack() {
    holdsBack = true;
    return this;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Method, path, author and body of every request, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String body =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip();
      String author = exchange.getRequestHeaders().getFirst("Drover-Author");
      asked.add((request + " " + (author == null ? "" : author) + " " + body).strip());
      if (holdsBack) {
        closed.await();
        return;
      }
      Answer answer = next(request);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Answer next(String request) {
    Queue<Answer> queue = answers.getOrDefault(request, new ArrayDeque<>());
    Answer answer = queue.size() > 1 ? queue.poll() : queue.peek();
    return answer == null ? new Answer(404, "{\"detail\": \"no such thing\"}") : answer;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
