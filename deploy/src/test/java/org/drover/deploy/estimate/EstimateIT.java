package org.drover.deploy.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.assertj.core.data.Offset;
import org.drover.deploy.TestServers;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Refused;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;

/** Without a journal and without a cluster: what a sample says, and that it leaves no trace. */
class EstimateIT {

  private static final int NODES = 20_000;

  /** Every hundredth size is no number; two hundred places have another's code. */
  private static final String FILL =
      """
      UNWIND range(1, %d) AS i
      CREATE (:Place {number: i, code: CASE WHEN i <= 200 THEN i + 200 ELSE i END,
        size: CASE WHEN i %% 100 = 0 THEN 'many' ELSE '7' END})
      """
          .formatted(NODES);

  private static final String SPEC =
      """
      migration: keys
      select: {label: Place}
      transform:
        - cast: {property: size, to: integer, into: amount}
        - canonical-key: {version: v1, of: [code], into: key}
      """;

  private static TestServers servers;
  private static Driver driver;

  @BeforeAll
  static void start() {
    servers = TestServers.take();
    driver = servers.driver();
    driver.executableQuery("CREATE CONSTRAINT FOR (n:Place) REQUIRE n.key IS UNIQUE").execute();
    driver.executableQuery(FILL).execute();
  }

  @AfterAll
  static void stop() {
    driver.close();
    servers.close();
  }

  @Test
  void aSampleOfAllIsCountedExactly() throws IOException {
    JsonNode report = estimate(SPEC, 100);

    assertThat(report.at("/seen/members").asLong()).isEqualTo(NODES);
    // Of two hundred pairs with one code two are refused for their sizes already, both of each.
    assertThat(report.at("/refusals/0/count").asLong()).isEqualTo(NODES / 100);
    assertThat(report.at("/collisions/0/unique").asBoolean()).isTrue();
    assertThat(report.at("/collisions/0/members").asLong()).isEqualTo(198);
    assertThat(report.at("/seen/wouldChange").asLong()).isEqualTo(NODES - 200 - 198);
    assertThat(report.path("finished").asBoolean()).isTrue();
  }

  // What the constraint of one of their labels refuses is foreseen as if that were selected.
  @Test
  void ofAllNodesItLeavesOutWhatDroverKeepsInTheGraph() throws IOException {
    driver.executableQuery("CREATE (:DroverFence {id: 'other/1/0', size: 'many'})").execute();
    try {
      JsonNode report = estimate(SPEC.replace("label: Place", "nodes: all"), 100);

      assertThat(report.at("/seen/members").asLong()).isEqualTo(NODES);
      assertThat(report.at("/refusals/0/count").asLong()).isEqualTo(NODES / 100);
      assertThat(report.path("collisions")).hasSize(1);
      assertThat(report.at("/collisions/0/label").asText()).isEqualTo("Place");
      assertThat(report.at("/collisions/0/members").asLong()).isEqualTo(198);
    } finally {
      driver.executableQuery("MATCH (f:DroverFence) DELETE f").execute();
    }
  }

  @Test
  void ofAPartItSaysWhatFollowsForAllOfItAndLeavesNoTrace() throws IOException {
    JsonNode report = estimate(SPEC, 20);

    assertThat(report.path("samplePercent").asDouble()).isBetween(1.0, 99.0);
    assertThat(report.at("/whole/members").asLong()).isEqualTo(NODES);
    double share = (double) NODES / report.at("/seen/members").asLong();
    assertThat(report.at("/whole/wouldChange").asLong())
        .isEqualTo(Math.round(share * report.at("/seen/wouldChange").asLong()));
    assertThat(report.path("backfillSeconds").asDouble()).isPositive();
    assertThat(number("MATCH (n) WHERE NOT n:Place RETURN count(n)")).isZero();
    assertThat(number("MATCH (n:Place) WHERE n.key IS NOT NULL RETURN count(n)")).isZero();
  }

  // Nobody but a look at each knows how many a condition selects.
  @Test
  void ofAConditionItSaysWhatFollowsFromTheShareOfTheIds() throws IOException {
    String where = "select: {label: Place, where: \"n.number % 2 = 0\"}";
    JsonNode report = estimate(SPEC.replace("select: {label: Place}", where), 20);

    assertThat(report.at("/whole/members").asDouble()).isBetween(0.45 * NODES, 0.55 * NODES);
    assertThat(report.at("/whole/members").asDouble())
        .isCloseTo(
            report.at("/seen/members").asDouble() * 100 / report.path("samplePercent").asDouble(),
            Offset.offset(1.0));
  }

  @Test
  void itKeepsToTheRateOfTheBudget() throws IOException {
    long began = System.nanoTime();
    estimate(SPEC + "budget: {rate: 4000/s}\n", 20);
    assertThat((System.nanoTime() - began) / 1e9).isGreaterThan(0.7);
  }

  @Test
  void whatDoesNotFitTheGraphIsRefusedWithTheReasons() {
    assertThatThrownBy(() -> estimate(SPEC.replace("Place", "Nowhere"), 1))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem().text()).contains("Nowhere"));
  }

  private static JsonNode estimate(String text, double percent) throws IOException {
    GraphConnection at = new GraphConnection(servers.graph(), "neo4j", TestServers.PASSWORD, null);
    return Json.tree(Estimate.of(spec(text), text, at, percent));
  }

  private static Spec spec(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }

  private static long number(String query) {
    return driver.executableQuery(query).execute().records().getFirst().get(0).asLong();
  }
}
