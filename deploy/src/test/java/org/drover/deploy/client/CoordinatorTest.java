package org.drover.deploy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.drover.deploy.FakeCoordinator;
import org.drover.deploy.SampleViews;
import org.drover.shared.journal.Accept;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CoordinatorTest {

  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  private final FakeCoordinator server = new FakeCoordinator();
  private final Coordinator coordinator = new Coordinator(server.uri(), "ann@host");

  @AfterEach
  void stop() {
    coordinator.close();
    server.close();
  }

  @Test
  void aViewSurvivesTheJourney() {
    MigrationView view = SampleViews.running(470);
    server.on("GET /api/v1/migrations/keys", 200, view);

    assertThat(coordinator.show("keys")).isEqualTo(view);
  }

  @Test
  void fieldsOfANewerCoordinatorAreIgnored() {
    String json = Json.pretty(SampleViews.planning()).replaceFirst("\\{", "{\"color\": \"red\",");
    server.on("GET /api/v1/migrations", 200, "[" + json + "]");

    assertThat(coordinator.list()).containsExactly(SampleViews.planning());
  }

  @Test
  void aSubmissionCarriesSpecAndAuthor() {
    server.on("POST /api/v1/migrations?execute=true", 201, SampleViews.planning());

    Coordinator.Submission submission = coordinator.submit("migration: keys", true);

    assertThat(submission)
        .isEqualTo(new Coordinator.Submission(true, SampleViews.planning(), null));
    assertThat(server.asked())
        .containsExactly("POST /api/v1/migrations?execute=true ann@host migration: keys");
  }

  @Test
  void anOrderSaysWhoAndWhyAndWhatCounts() {
    server.on("POST /api/v1/migrations/keys/resume", 200, SampleViews.running(1));

    coordinator.resume("keys", "restored", Accept.GRAPH);

    assertThat(server.asked())
        .containsExactly(
            "POST /api/v1/migrations/keys/resume ann@host"
                + " {\"author\":\"ann@host\",\"why\":\"restored\",\"accept\":\"graph\"}");
  }

  @Test
  void aRefusalBringsEveryErrorAlong() {
    server.on(
        "POST /api/v1/migrations?execute=false",
        422,
        "{\"status\": 422, \"detail\": \"the spec is refused\", \"errors\": [\"a\", \"b\"]}");

    assertThatThrownBy(() -> coordinator.submit("x", false))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem())
                    .isEqualTo(
                        new Problem(422, "the spec is refused", List.of("a", "b"), List.of())));
  }

  @Test
  void anAnswerThatIsNoneOfOursIsSaidToBeSo() {
    server.on("GET /api/v1/migrations/keys", 200, "<html>hello</html>");

    assertThatThrownBy(() -> coordinator.show("keys"))
        .isInstanceOf(Unreachable.class)
        .hasMessageContaining("not as a coordinator does");
  }

  @Test
  void aCoordinatorThatIsNotReadyIsUnreachableForNow() {
    server.on("GET /api/v1/migrations/keys", 503, "{\"detail\": \"ask again\"}");

    assertThatThrownBy(() -> coordinator.show("keys"))
        .isInstanceOf(Unreachable.class)
        .hasMessageEndingWith("is not ready: ask again");
  }

  @Test
  void nobodyThereIsOneSentence() {
    try (Coordinator nobody = new Coordinator(NOBODY, "ann")) {
      assertThat(nobody.isReady()).isFalse();
      assertThatThrownBy(nobody::list)
          .isInstanceOf(Unreachable.class)
          .hasMessage("no coordinator answers at http://127.0.0.1:1");
    }
  }

  @Test
  void ofSeveralTheFirstThatIsThereIsAskedAndAnotherWhenItGoes() {
    server.on("GET /api/v1/migrations", 200, List.of());
    server.on("POST /api/v1/migrations/keys/pause", 200, SampleViews.running(1));
    FakeCoordinator second = new FakeCoordinator().on("GET /api/v1/migrations", 200, List.of());
    List<URI> addresses = List.of(NOBODY, server.uri(), second.uri());
    try (second;
        Coordinator any = new Coordinator(addresses, "ann", Credentials.NONE)) {
      any.pause("keys", "tired");
      assertThat(any.base()).isEqualTo(server.uri());
      server.close();
      assertThat(any.list()).isEmpty();
      assertThat(second.asked()).containsExactly("GET /api/v1/migrations");
    }
  }

  @Test
  void whereNoneOfSeveralAnswersEachIsNamed() {
    URI other = URI.create("http://127.0.0.1:2");
    try (Coordinator nobody = new Coordinator(List.of(NOBODY, other), "ann", Credentials.NONE)) {
      assertThatThrownBy(nobody::list)
          .isInstanceOf(Unreachable.class)
          .hasMessage("no coordinator answers at http://127.0.0.1:1, nor at http://127.0.0.1:2");
    }
  }

  @Test
  void aCoordinatorThatIsSlowIsNotSaidToBeAway() {
    server.holdBack();
    Coordinator.Waits brief =
        new Coordinator.Waits(
            Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(1_500));
    try (Coordinator slow =
        new Coordinator(List.of(server.uri()), "ann", Credentials.NONE, brief)) {
      String prefix = "the coordinator at " + server.uri() + " has not answered within 1 s; ";
      assertThatThrownBy(() -> slow.submit("migration: keys", true))
          .isInstanceOf(Unreachable.class)
          .hasMessage(prefix + "it may still be checking the spec: give the same command again");
      assertThatThrownBy(() -> slow.pause("keys", "tired"))
          .hasMessage(
              prefix
                  + "it may still carry out the order: see 'drover status',"
                  + " and give it again if it has not");
      assertThatThrownBy(slow::list)
          .hasMessage(prefix + "it may be busy: give the same command again");
      assertThat(slow.isReady()).isFalse();
    }
  }

  /** A coordinator promises an answer within ten minutes. */
  @Test
  void aSubmissionIsWaitedForLongerThanACoordinatorMayTake() {
    assertThat(Coordinator.Waits.USUAL.submission()).isGreaterThan(Duration.ofMinutes(10));
  }

  @Test
  void phasesAreReadByName() {
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.ended(Phase.SURVEYED));

    assertThat(coordinator.show("keys").phase()).isEqualTo(Phase.SURVEYED);
  }
}
