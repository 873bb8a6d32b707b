package org.drover.deploy.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.OperationEntry;
import org.drover.shared.journal.Retirement;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.protocol.KillSwitch;
import org.drover.shared.protocol.MigrationView;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator, over HTTP. Every method blocks; it fails with {@link Refused} if the coordinator
 * says no, and with {@link Unreachable} if none answers.
 */
public final class Coordinator implements AutoCloseable {

  /**
   * How long an answer is waited for.
   *
   * @param connect until somebody is there
   * @param usual until an answer has come
   * @param submission the same, where the coordinator works before it answers
   */
  record Waits(Duration connect, Duration usual, Duration submission) {

    /**
     * A spec is held against the graph first, for which a coordinator takes ten minutes at most.
     */
    static final Waits USUAL =
        new Waits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(11));
  }

  /** What is to be known of a question whose answer is late. */
  private static final String ASKED = "it may be busy: give the same command again";

  private final Exchange exchange;
  private final String author;
  private final Credentials credentials;
  private final Waits waits;

  /**
   * @param base where it listens, such as {@code http://127.0.0.1:7480}
   * @param author who is named in the journal as the cause of what is asked for, unless a token
   *     says it
   */
  public Coordinator(URI base, String author) {
    this(base, author, Credentials.NONE);
  }

  /** The same, for a coordinator that asks for a token or has a certificate of one's own. */
  public Coordinator(URI base, String author, Credentials credentials) {
    this(List.of(base), author, credentials);
  }

  /** The first of several that is there, at each request. */
  public Coordinator(List<URI> bases, String author, Credentials credentials) {
    this(bases, author, credentials, Waits.USUAL);
  }

  Coordinator(List<URI> bases, String author, Credentials credentials, Waits waits) {
    this.author = author;
    this.credentials = credentials;
    this.waits = waits;
    this.exchange = new Exchange(credentials.client(waits.connect()), bases);
  }

  /** The one that is asked now. */
  public URI base() {
    return exchange.base();
  }

  /**
   * What came of a submission.
   *
   * @param created false if this migration was known already
   * @param amended what the spec changed against the one that was known; null if nothing
   */
  public record Submission(boolean created, MigrationView migration, @Nullable String amended) {}

  /** A member of the cluster. */
  public record Member(String address, List<String> roles, String status) {}

  /** Submits a spec's text; the same text again is not an error. */
  public Submission submit(String spec, boolean execute) {
    return submit(spec, execute, null);
  }

  /**
   * The same.
   *
   * @param sample how large a part a survey visits, such as {@code 1%}; null for all
   */
  public Submission submit(String spec, boolean execute, @Nullable String sample) {
    String part = sample == null ? "" : "&sample=" + encoded(sample);
    HttpRequest request =
        at("/api/v1/migrations?execute=" + execute + part)
            .timeout(waits.submission())
            .header("Content-Type", "application/yaml")
            .header("Drover-Author", author)
            .POST(BodyPublishers.ofString(spec))
            .build();
    HttpResponse<String> answer =
        send(request, "it may still be checking the spec: give the same command again");
    JsonNode amended = read(answer, new TypeReference<JsonNode>() {}).path("amended");
    return new Submission(
        answer.statusCode() == 201,
        read(answer, new TypeReference<MigrationView>() {}),
        amended.isTextual() ? amended.asText() : null);
  }

  public List<MigrationView> list() {
    return get("/api/v1/migrations", new TypeReference<>() {});
  }

  public MigrationView show(String migration) {
    return get(path(migration, ""), new TypeReference<>() {});
  }

  public MigrationView pause(String migration, String why) {
    return tell(migration, "/pause", why, Map.of());
  }

  /**
   * Carries on after a pause.
   *
   * @param accept which side counts where fence and journal disagree; null for other pauses
   */
  public MigrationView resume(String migration, String why, @Nullable Accept accept) {
    return tell(
        migration,
        "/resume",
        why,
        accept == null ? Map.of() : Map.of("accept", accept.name().toLowerCase(Locale.ROOT)));
  }

  public MigrationView cancel(String migration, String why) {
    return tell(migration, "/cancel", why, Map.of());
  }

  /**
   * Asks for a further pass.
   *
   * @param verb the route's last word, such as {@code sweep}
   * @param options what the order says beyond author and reason
   */
  public MigrationView pass(String migration, String verb, String why, Map<String, ?> options) {
    return tell(migration, "/" + verb, why, options);
  }

  /** Every version that reached a graph, the newest first. */
  public List<VersionEntry> versions() {
    return get("/api/v1/versions", new TypeReference<>() {});
  }

  /**
   * A version, and what was done.
   *
   * @param version null if the migration has not reached its graph
   */
  public record VersionHistory(@Nullable VersionEntry version, List<OperationEntry> operations) {}

  public VersionHistory version(String migration) {
    return get("/api/v1/versions/" + encoded(migration), new TypeReference<>() {});
  }

  /**
   * What would go if a version were retired.
   *
   * @param against why it cannot be retired now; empty if it can
   */
  public record RetirementPlan(String migration, String against, Retirement takes) {}

  public RetirementPlan retirement(String migration) {
    return get(path(migration, "/retirement"), new TypeReference<>() {});
  }

  /** The report of the last verification. */
  public VerificationReport report(String migration) {
    return get(path(migration, "/report"), new TypeReference<>() {});
  }

  /** What the ranges of the last pass found, as the coordinator wrote it, in JSON. */
  public String findings(String migration) {
    return send(at(path(migration, "/findings")).GET().build()).body();
  }

  /** What the last survey foresees, as the coordinator wrote it, in JSON. */
  public String survey(String migration) {
    HttpRequest request = at(path(migration, "/survey")).timeout(waits.submission()).GET().build();
    return send(
            request, "it may still be adding up what the survey found: give the same command again")
        .body();
  }

  /**
   * A part of the quarantine as the coordinator wrote it, in JSON.
   *
   * @param behind only members with higher ids
   */
  public String quarantine(String migration, long behind, int most) {
    String part = "/quarantine?behind=%d&most=%d".formatted(behind, most);
    return send(at(path(migration, part)).GET().build()).body();
  }

  /**
   * Changes what a migration may use.
   *
   * @param changes by the names of the API: {@code workers}, {@code rate}, {@code memory}, {@code
   *     rangeMillis}, {@code errors}, {@code thresholds}, {@code windows}
   */
  public MigrationView limit(String migration, String why, Map<String, ?> changes) {
    return tell(migration, "/limit", why, changes);
  }

  /** How the kill switch stands; a coordinator of an older version knows of none. */
  public KillSwitch killSwitch() {
    try {
      return get("/api/v1/stop-all", new TypeReference<>() {});
    } catch (Refused unknown) {
      if (unknown.problem().status() != 404) {
        throw unknown;
      }
      return KillSwitch.NEVER_THROWN;
    }
  }

  /** Throws the kill switch: nothing starts any more, in no migration, until it is taken back. */
  public List<MigrationView> stopAll(String why) {
    return read(post("/api/v1/stop-all", why, Map.of()), new TypeReference<>() {});
  }

  /** Takes the kill switch back. */
  public List<MigrationView> goOn(String why) {
    return read(post("/api/v1/go-on", why, Map.of()), new TypeReference<>() {});
  }

  /** Asks a worker node to finish its ranges and to leave the cluster. */
  public List<Member> drain(String node, String why) {
    String path = "/api/v1/nodes/" + encoded(node) + "/drain";
    return read(post(path, why, Map.of()), new TypeReference<>() {});
  }

  /** What the journal tells of a migration's past. */
  public History history(String migration) {
    return new History(this, path(migration, ""));
  }

  /** The proof as the coordinator wrote it, in JSON. */
  public String proof(String migration) {
    return send(at(path(migration, "/proof")).GET().build()).body();
  }

  public List<Member> nodes() {
    return get("/api/v1/nodes", new TypeReference<>() {});
  }

  /** Whether it answers and is ready to take work; never fails. */
  public boolean isReady() {
    try {
      return exchange.send(at("/health/ready").GET().build(), ASKED).statusCode() == 200;
    } catch (Unreachable e) {
      return false;
    }
  }

  private MigrationView tell(String migration, String verb, String why, Map<String, ?> options) {
    return read(post(path(migration, verb), why, options), new TypeReference<>() {});
  }

  private HttpResponse<String> post(String path, String why, Map<String, ?> options) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("author", author);
    body.put("why", why);
    body.putAll(options);
    return send(
        at(path)
            .header("Content-Type", "application/json")
            .header("Drover-Author", author)
            .POST(BodyPublishers.ofString(Json.compact(body)))
            .build(),
        "it may still carry out the order: see 'drover status', and give it again if it has not");
  }

  <T> T get(String path, TypeReference<T> type) {
    return read(send(at(path).GET().build()), type);
  }

  private HttpRequest.Builder at(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base().resolve(path))
            .timeout(waits.usual())
            .header("Accept", "application/json, application/problem+json");
    credentials.show(request);
    return request;
  }

  private static String path(String migration, String rest) {
    return "/api/v1/migrations/" + encoded(migration) + rest;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(HttpRequest request) {
    return send(request, ASKED);
  }

  /**
   * @param late what is to be said if it has not answered in time
   */
  private HttpResponse<String> send(HttpRequest request, String late) {
    HttpResponse<String> answer = exchange.send(request, late);
    if (answer.statusCode() / 100 == 2) {
      return answer;
    }
    Problem problem = Problem.read(answer.statusCode(), answer.body());
    if (answer.statusCode() == 503) {
      throw new Unreachable(base() + " is not ready: " + problem.detail());
    }
    if (answer.statusCode() == 401) {
      throw new Unreachable(base() + " refuses the credentials: " + problem.detail());
    }
    throw new Refused(problem);
  }

  private <T> T read(HttpResponse<String> answer, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(answer.body(), type);
    } catch (JsonProcessingException e) {
      throw new Unreachable(
          base() + " answers, but not as a coordinator does; is the address right?", e);
    }
  }

  @Override
  public void close() {
    exchange.close();
  }
}
