package org.drover.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.drover.coordinator.access.Access;
import org.drover.coordinator.access.Role;
import org.drover.coordinator.access.Token;
import org.drover.coordinator.access.TokenFile;
import org.drover.coordinator.access.TokenLine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two servers: one that asks for tokens, and one that does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiScene {

  final ActorTestKit kit = ActorTestKit.create();
  final HttpClient http = HttpClient.newHttpClient();
  final PretendMigrations migrations = new PretendMigrations();
  final Map<Role, String> tokens =
      Map.of(
          Role.VIEWER, Token.random(),
          Role.OPERATOR, Token.random(),
          Role.ADMINISTRATOR, Token.random());
  URI guarded = URI.create("");
  URI open = URI.create("");

  @BeforeAll
  void listen(@TempDir Path folder) throws IOException {
    Path file =
        Files.write(
            folder.resolve("tokens"),
            Arrays.stream(Role.values())
                .map(role -> TokenLine.of("the-" + role.word(), role, token(role)).text())
                .toList());
    guarded = bind(TokenFile.open(file, InstantSource.system()));
    open = bind(Access.open());
  }

  URI bind(Access access) {
    int port =
        Api.bind(
                kit.system(),
                new Listening("127.0.0.1", 0, access, null),
                migrations,
                new PretendReplay(),
                () -> true)
            .toCompletableFuture()
            .join()
            .localAddress()
            .getPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  @AfterAll
  void stop() {
    http.shutdownNow();
    kit.shutdownTestKit();
  }

  String token(Role role) {
    return Objects.requireNonNull(tokens.get(role));
  }

  HttpResponse<String> ask(
      URI server, String method, String path, @Nullable String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).method(method, BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  static String problem(HttpResponse<String> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    var document = new ObjectMapper().readTree(answer.body());
    assertThat(document.get("status").asInt()).isEqualTo(answer.statusCode());
    return answer.statusCode() + " " + document.get("detail").asText();
  }
}
