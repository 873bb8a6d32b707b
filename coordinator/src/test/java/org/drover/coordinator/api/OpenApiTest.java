package org.drover.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.drover.coordinator.access.Role;
import org.drover.coordinator.survey.SurveyReport;
import org.drover.coordinator.versions.RetirementPlan;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.journal.Retirement;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.Waiting;
import org.drover.shared.replay.Proof;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the published description of the API against the API. */
final class OpenApiTest {

  private final JsonNode document = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(OpenApi.document());
    } catch (IOException e) {
      throw new AssertionError("openapi.json is no JSON", e);
    }
  }

  @Test
  void everyRouteIsDescribedWithItsRoleAndNothingElseIs() {
    Map<String, String> routes = new TreeMap<>();
    for (Endpoint endpoint : Endpoint.values()) {
      routes.put(
          endpoint.method() + " " + endpoint.path(), endpoint.least().map(Role::word).orElse(""));
    }
    Map<String, String> described = new TreeMap<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            described.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue().at("/security/0/token/0").asText())));

    assertThat(described).isEqualTo(routes);
  }

  static Stream<Arguments> whatTravels() {
    return Stream.of(
        Arguments.of("Migration", MigrationView.class),
        Arguments.of("Pass", MigrationView.PassView.class),
        Arguments.of("RunningShard", MigrationView.RunningShard.class),
        Arguments.of("Waiting", Waiting.class),
        Arguments.of("Tally", Tally.class),
        Arguments.of("Order", OrderBody.class),
        Arguments.of("Pace", PaceView.class),
        Arguments.of("Proof", Proof.class),
        Arguments.of("SurveyReport", SurveyReport.class),
        Arguments.of("SurveyCounts", SurveyReport.Counts.class),
        Arguments.of("SurveyRefusal", SurveyReport.Refusal.class),
        Arguments.of("SurveyCollision", SurveyReport.Collision.class),
        Arguments.of("Quarantine", Migrations.QuarantinePage.class),
        Arguments.of("QuarantineReason", Quarantine.Reason.class),
        Arguments.of("QuarantineListed", Quarantine.Listed.class),
        Arguments.of("QuarantineEntry", Quarantine.Entry.class),
        Arguments.of("RetirementPlan", RetirementPlan.class),
        Arguments.of("Retirement", Retirement.class),
        Arguments.of("JournalEvent", Replay.JournalEvent.class),
        Arguments.of("PastView", Replay.PastView.class),
        Arguments.of("Timeline", Timeline.class),
        Arguments.of("Stretch", Timeline.Stretch.class),
        Arguments.of("WorkerOfPass", Timeline.Worker.class),
        Arguments.of("SlowRange", Timeline.SlowRange.class),
        Arguments.of("MemberHistory", Replay.MemberHistory.class),
        Arguments.of("Visit", Visit.class),
        Arguments.of("VisitedRange", Visit.VisitedRange.class),
        Arguments.of("Member", Migrations.Member.class),
        Arguments.of("Problem", Problem.class));
  }

  @ParameterizedTest
  @MethodSource("whatTravels")
  void everyFieldThatTravelsIsDescribedAndNoOther(String schema, Class<? extends Record> type) {
    assertThat(described(schema)).containsExactlyInAnyOrderElementsOf(components(type).toList());
  }

  @Test
  void aChangeOfTheBudgetIsDescribedAsAnOrderWithWhatChanges() {
    assertThat(described("Limit"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(LimitBody.OF_ORDER.stream(), components(LimitChange.class)).toList());
  }

  private List<String> described(String schema) {
    JsonNode properties = document.at("/components/schemas/" + schema + "/properties");
    return properties.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static Stream<String> components(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(component -> component.getName());
  }

  @Test
  void everyPhaseIsDescribed() {
    JsonNode words = document.at("/components/schemas/Migration/properties/phase/enum");

    assertThat(words.valueStream().map(JsonNode::asText))
        .containsExactlyInAnyOrder(
            Arrays.stream(Phase.values()).map(Phase::name).toArray(String[]::new));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }
}
