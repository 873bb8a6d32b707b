package org.drover.deploy.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drover.deploy.Ended;
import org.drover.deploy.Tool;
import org.drover.sandbox.Ports;

/** A real Prometheus on loopback, with its data in a folder of the test's. */
final class TestPrometheus implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private TestPrometheus(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Skips the test, saying so, where Prometheus is not installed. */
  static TestPrometheus scraping(URI target, Path folder) throws IOException {
    Tool program = Tool.installed("prometheus");
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: drover
                static_configs: [{targets: ["%s"]}]
            """
                .formatted(target.getAuthority()));
    int port = Ports.free();
    Process process =
        new ProcessBuilder(
                program.program().toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new TestPrometheus(process, URI.create("http://127.0.0.1:" + port));
  }

  /** The one value that a query has; NaN as long as it has none. */
  double value(String query) {
    try {
      JsonNode value = new ObjectMapper().readTree(answer(query)).at("/data/result/0/value/1");
      return value.isMissingNode() ? Double.NaN : Double.parseDouble(value.asText());
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  String answer(String query) {
    String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    try {
      return http.send(
              HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "{}";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "{}";
    }
  }

  @Override
  public void close() {
    process.destroy();
    Ended.code(process);
    http.shutdownNow();
  }
}
