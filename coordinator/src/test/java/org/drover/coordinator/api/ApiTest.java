package org.drover.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.drover.coordinator.access.Role;
import org.drover.coordinator.access.Token;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiTest extends ApiScene {

  private static final String SPEC =
      """
      migration: keys
      graph: main
      select: {label: A}
      transform:
        - %s
      """;

  private static final String ORDER = "{\"author\": \"mallory\", \"why\": \"because\"}";

  private static final String LIMITS = "{\"author\": \"ann\", \"why\": \"night\", \"workers\": 3}";

  private HttpResponse<String> ask(Endpoint endpoint, @Nullable String token)
      throws IOException, InterruptedException {
    String body =
        switch (endpoint.method()) {
          case "POST" ->
              switch (endpoint) {
                case SUBMIT -> SPEC.formatted("add-label: B");
                case SCALE, LIMIT -> LIMITS;
                default -> ORDER;
              };
          default -> "";
        };
    String question =
        switch (endpoint) {
          case PAST -> "?at=1";
          case VISITS -> "?key=1";
          default -> "";
        };
    String path = endpoint.path().replace("{id}", "keys") + question;
    return ask(guarded, endpoint.method(), path, token, body);
  }

  static Stream<Arguments> endpointsAndRoles() {
    return Arrays.stream(Endpoint.values())
        .flatMap(
            endpoint -> Arrays.stream(Role.values()).map(role -> Arguments.of(endpoint, role)));
  }

  @ParameterizedTest
  @MethodSource("endpointsAndRoles")
  void everyEndpointLetsInThoseWhoseRoleItAsksForAndNobodyElse(Endpoint endpoint, Role role)
      throws IOException, InterruptedException {
    boolean allowed = endpoint.least().map(role::includes).orElse(true);
    migrations.become(Phase.COMPLETED);

    int status = ask(endpoint, token(role)).statusCode();

    if (allowed) {
      assertThat(status).isBetween(200, 299);
    } else {
      assertThat(status).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void withoutAKnownTokenNothingButHealthIsAnswered(Endpoint endpoint)
      throws IOException, InterruptedException {
    migrations.become(Phase.COMPLETED);
    for (String token : new @Nullable String[] {null, "", Token.random()}) {
      HttpResponse<String> answer = ask(endpoint, token);
      if (endpoint.path().startsWith("/health/")) {
        assertThat(answer.statusCode()).isEqualTo(200);
      } else {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
        assertThat(problem(answer)).contains("Authorization: Bearer TOKEN");
      }
    }
  }

  @Test
  void anOrderIsNotGivenByOneWhoMayNot() throws IOException, InterruptedException {
    List<String> before = migrations.orders();

    ask(Endpoint.CANCEL, token(Role.OPERATOR));
    ask(Endpoint.PAUSE, token(Role.VIEWER));
    ask(Endpoint.SUBMIT, token(Role.VIEWER));
    ask(Endpoint.CANCEL, null);

    assertThat(migrations.orders()).isEqualTo(before);
  }

  @Test
  void theJournalNamesTheTokenAndNotWhomTheCallerClaimsToBe()
      throws IOException, InterruptedException {
    ask(Endpoint.PAUSE, token(Role.OPERATOR));

    assertThat(migrations.orders()).last().isEqualTo("pause by the-operator: because");
  }

  @Test
  void withoutTokensTheCallerSaysWhoHeIs() throws IOException, InterruptedException {
    ask(open, "POST", "/api/v1/migrations/keys/cancel", null, ORDER);

    assertThat(migrations.orders()).last().isEqualTo("cancel by mallory: because");
  }

  @Test
  void whatRunsStatementsOfOnesOwnNeedsAnAdministrator() throws IOException, InterruptedException {
    String spec = "strategy: in-place\n" + SPEC.formatted("cypher: SET n.a = 1");

    HttpResponse<String> refused =
        ask(guarded, "POST", "/api/v1/migrations", token(Role.OPERATOR), spec);
    HttpResponse<String> accepted =
        ask(guarded, "POST", "/api/v1/migrations", token(Role.ADMINISTRATOR), spec);

    assertThat(problem(refused)).contains("needs the role administrator");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(accepted.body()).contains("keys");
    assertThat(accepted.statusCode()).isEqualTo(201);
  }

  @Test
  void decidingWhichDatabaseCountsNeedsAnAdministrator() throws IOException, InterruptedException {
    String order = "{\"why\": \"restored\", \"accept\": \"graph\"}";
    String resume = "/api/v1/migrations/keys/resume";

    assertThat(ask(guarded, "POST", resume, token(Role.OPERATOR), order).statusCode())
        .isEqualTo(403);
    assertThat(ask(guarded, "POST", resume, token(Role.ADMINISTRATOR), order).statusCode())
        .isEqualTo(200);
  }

  @Test
  void everyFailureIsAProblemDocument() throws IOException, InterruptedException {
    String admin = token(Role.ADMINISTRATOR);

    assertThat(problem(ask(guarded, "GET", "/api/v2/x", admin, ""))).startsWith("404");
    assertThat(problem(ask(guarded, "GET", "/", admin, ""))).startsWith("404");
    assertThat(problem(ask(guarded, "GET", "/api/v1/migrations/nix", admin, "")))
        .startsWith("404 there is no migration 'nix'");
    assertThat(problem(ask(guarded, "DELETE", "/api/v1/migrations", admin, "")))
        .startsWith("405 this address takes POST, GET");
    assertThat(problem(ask(guarded, "POST", "/api/v1/migrations?execute=banana", admin, "x")))
        .startsWith("400 execute: expected true or false");
    assertThat(problem(ask(guarded, "POST", "/api/v1/migrations/keys/pause", admin, "{")))
        .startsWith("400 the request's body");
    assertThat(problem(ask(guarded, "POST", "/api/v1/migrations", admin, "nonsense: 1")))
        .startsWith("422");
  }

  /** What is misspelled must not look like a change that was made. */
  @Test
  void aChangeOfTheBudgetIsAnOrderAndWhatItNames() throws IOException, InterruptedException {
    String limit = "/api/v1/migrations/keys/limit";
    String change = "{\"author\": \"ann\", \"why\": \"night\", \"rate\": \"20000/s\"}";

    ask(open, "POST", limit, null, change);

    assertThat(migrations.orders())
        .last()
        .isEqualTo(
            "limit "
                + new LimitChange(null, "20000/s", null, null, null, null, null)
                + " by ann: night");
    assertThat(problem(ask(open, "POST", limit, null, "{\"author\": \"ann\"}")))
        .startsWith("400 expected one of workers, rate, memory");
    assertThat(problem(ask(open, "POST", limit, null, "{\"author\": \"ann\", \"ratte\": 1}")))
        .startsWith("400 the request's body")
        .contains("ratte");
    assertThat(problem(ask(open, "POST", limit, null, "{\"workers\": 3}")))
        .startsWith("400 author: expected who gives this order");
    assertThat(problem(ask(open, "POST", limit, null, "[]"))).startsWith("400 the request's body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "limit   | 'rate': 'abc'                   | rate: expected nodes a second, such as 20000/s, found 'abc'",
        "limit   | 'memory': '5'                   | memory: expected bytes, such as 512MiB (KiB, MiB or GiB), found '5'",
        "limit   | 'errors': '200%'                | errors: expected 0% to 100%, found '200%'",
        "limit   | 'rangeMillis': 9                | rangeMillis: expected 10 to 5000, found 9",
        "limit   | 'windows': ['at night']         | window 'at night': expected",
        "limit   | 'thresholds': {'probe 1': '5'}  | the threshold of probe 1: expected a rise such as +10%",
        "limit   | 'thresholds': {'cpu': '5'}      | there is no guard 'cpu'; expected one of probe 1",
        "limit   | 'workers': 'many'               | the request's body: workers: expected a whole number, found 'many'",
        "scale   | 'workers': 0                    | workers: expected 1 to 1000, found 0",
        "verify  | 'since': 'yesterday'            | since: expected a time such as 2026-01-31T20:00:00Z",
        "verify  | 'shards': 'x'                   | shards: expected numbers with commas between them, found 'x'",
        "verify  | 'level': 'best'                 | level: expected one of",
        "cutover | 'despite': 'collisions'         | despite: expected 'foreign-writes', found 'collisions'",
        "pause   | 'whi': 'x'                      | the request's body: unknown key 'whi'; expected one of accept",
      })
  void aValueThatIsNoneIsABadRequestWithWhatWasExpected(String verb, String value, String detail)
      throws IOException, InterruptedException {
    String body = ("{'author': 'ann', " + value + "}").replace('\'', '"');

    assertThat(problem(ask(open, "POST", "/api/v1/migrations/keys/" + verb, null, body)))
        .startsWith("400 " + detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "7", "\"text\""})
  void aBodyThatIsNoObjectIsABadRequest(String body) throws IOException, InterruptedException {
    assertThat(problem(ask(open, "POST", "/api/v1/migrations/keys/pause", null, body)))
        .startsWith("400 the request's body: expected a JSON object");
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() throws IOException, InterruptedException {
    String large = "#".repeat(1024 * 1024 + 1);

    assertThat(problem(ask(guarded, "POST", "/api/v1/migrations", token(Role.OPERATOR), large)))
        .startsWith("413");
  }

  @Test
  void aWebPageCannotGiveOrdersThroughItsReadersBrowser() throws Exception {
    HttpRequest acrossOrigins =
        HttpRequest.newBuilder(open.resolve("/api/v1/migrations/keys/cancel"))
            .header("Origin", "https://evil.example")
            .POST(BodyPublishers.ofString(ORDER))
            .build();
    List<String> before = migrations.orders();

    assertThat(problem(http.send(acrossOrigins, BodyHandlers.ofString()))).startsWith("403");
    assertThat(RawHttp.status(open, "GET /api/v1/migrations", "evil.example")).isEqualTo(403);
    assertThat(RawHttp.status(open, "GET /api/v1/migrations", "localhost")).isEqualTo(200);
    assertThat(migrations.orders()).isEqualTo(before);
  }

  /** The pretended migration changes once while it is watched. */
  @Test
  void progressArrivesAsItHappensAndEndsWithTheMigration() throws Exception {
    migrations.become(Phase.BACKFILLING);
    HttpRequest request =
        HttpRequest.newBuilder(guarded.resolve("/api/v1/migrations/keys/events"))
            .header("Authorization", "Bearer " + token(Role.VIEWER))
            .build();

    HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
    List<String> lines = answer.body().peek(line -> migrations.become(Phase.COMPLETED)).toList();

    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(lines.stream().filter(line -> line.equals("event: progress"))).hasSize(2);
    assertThat(lines).filteredOn(line -> line.startsWith("data: ")).hasSize(2);
    assertThat(lines).element(1).asString().contains("\"phase\":\"BACKFILLING\"");
    assertThat(lines).element(4).asString().contains("\"phase\":\"COMPLETED\"");
  }

  @Test
  void eventsOfWhatIsNotThereAreNotThere() throws IOException, InterruptedException {
    assertThat(
            problem(ask(guarded, "GET", "/api/v1/migrations/nix/events", token(Role.VIEWER), "")))
        .startsWith("404");
  }
}
