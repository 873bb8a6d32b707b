package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.drover.deploy.client.Coordinator;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.journal.VerificationReport.Digests;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody changes behind the program's back is found by the level that claims to find it, and
 * not by the one below. The table is the one in the runbook.
 */
class VerifyIT {

  private static final int NODES = 5_000;

  private static final String LAST_RANGE =
      "ordering = (SELECT max(ordering) FROM event_journal WHERE persistence_id = 'shard|keys/1/0'"
          + " AND event_ser_manifest LIKE '%RangeFinished')";

  /** Another digest of what was written, as long as the real one. */
  private static final String FORGED =
      "convert_to(regexp_replace(convert_from(event_payload, 'UTF8'),"
          + " '\"after\":\"[0-9a-f]{8}', '\"after\":\"00000000'), 'UTF8') WHERE ";

  /** Its {@code where} asks for what it writes, in a way that nobody can tell from its words. */
  private static final String SPEC =
      """
      migration: keys
      select: {label: Place, where: "n.fresh IS NULL OR n['k' + 'ey'] IS NOT NULL"}
      undo: keep
      verify:
        level: standard
        unique: [key]
        relationships: same
        queries:
          - name: towns
            cypher: "MATCH (n:Place) RETURN n.town, count(*)"
            tolerance: +1000%
          - name: by-number
            cypher: "UNWIND range(1, 300) AS i MATCH (n:Place {number: i}) RETURN count(n)"
            tolerance: +300%
      transform:
        - canonical-key: {version: v1, of: [number], into: key}
      """;

  @TempDir private Path folder;

  /**
   * @param below the level that does not find it yet; empty if there is none
   */
  private record Mutation(String change, String back, String below, String level, Kind kind) {}

  /** Two places change places: each agrees with the transform, as before. */
  private static final String EXCHANGE =
      "MATCH (n:Place {number: 21}), (m:Place {number: 22}) WITH n, m, n.key AS key"
          + " SET n.number = 22, n.key = m.key, m.number = 21, m.key = key";

  private static final Mutation[] TABLE = {
    new Mutation(
        "MATCH (n:Place {number: 17}) SET n.saved = n.key, n.key = 'sha256:x'",
        "MATCH (n:Place {number: 17}) SET n.key = n.saved REMOVE n.saved",
        "basic",
        "standard",
        Kind.VALUE),
    new Mutation(
        "MATCH (n:Place {number: 17}), (m:Place {number: 18})"
            + " SET n.saved = n.key, n.key = m.key",
        "MATCH (n:Place {number: 17}) SET n.key = n.saved REMOVE n.saved",
        "basic",
        "standard",
        Kind.COLLISION),
    new Mutation(
        "MATCH (n:Place {number: 1})-[r:NEXT]->() DELETE r",
        "MATCH (n:Place {number: 1}), (m:Place {number: 2}) CREATE (n)-[:NEXT]->(m)",
        "basic",
        "standard",
        Kind.RELATIONSHIPS),
    new Mutation(
        "MATCH (n:Place {number: 19}) SET n.town = 'elsewhere'",
        "MATCH (n:Place {number: 19}) REMOVE n.town",
        "standard",
        "rigorous",
        Kind.QUERY),
    new Mutation(
        "MATCH (n:Place {number: 20}) REMOVE n:Place SET n:Was",
        "MATCH (n:Was) SET n:Place REMOVE n:Was",
        "",
        "basic",
        Kind.COUNT),
    new Mutation(
        "CREATE (:Place {number: 0})",
        "MATCH (n:Place {number: 0}) DELETE n",
        "",
        "basic",
        Kind.LATE),
    new Mutation(
        "CREATE (:Stray {number: 0});MATCH (n:Stray) SET n:Place",
        "MATCH (n:Stray) DELETE n",
        "",
        "basic",
        Kind.LATE),
    // Relationships are counted at each label of their ends.
    new Mutation(
        "MATCH (n:Place {number: 1}) SET n:Marked",
        "MATCH (n:Marked) REMOVE n:Marked",
        "basic",
        "standard",
        Kind.RELATIONSHIPS),
    new Mutation(
        "MATCH (f:DroverFence) WHERE f.cursor IS NOT NULL SET f.saved = f.cursor, f.cursor = 1",
        "MATCH (f:DroverFence) WHERE f.saved IS NOT NULL SET f.cursor = f.saved REMOVE f.saved",
        "",
        "basic",
        Kind.FENCE),
    // A backup of the graph from before the first range, while the journal has all of them.
    new Mutation(
        "MATCH (n:Place) SET n.saved = n.key REMOVE n.key;"
            + "MATCH (f:DroverFence) SET f.was = f.sequence, f.saved = f.cursor, f.kept = f.record,"
            + " f.sequence = 0 REMOVE f.cursor, f.record",
        "MATCH (n:Place) SET n.key = n.saved REMOVE n.saved;"
            + "MATCH (f:DroverFence) SET f.sequence = f.was, f.cursor = f.saved, f.record = f.kept"
            + " REMOVE f.was, f.saved, f.kept",
        "",
        "basic",
        Kind.FENCE),
    new Mutation(EXCHANGE, EXCHANGE, "basic", "standard", Kind.REWRITTEN),
    new Mutation(
        "DROP INDEX place_number",
        "CREATE INDEX place_number FOR (n:Place) ON (n.number);CALL db.awaitIndexes(60)",
        "standard",
        "rigorous",
        Kind.LATENCY),
    // Whoever is made from now on is no member of the selection.
    new Mutation(
        "MATCH (n:Place) SET n.fresh = true",
        "MATCH (n:Place) REMOVE n.fresh",
        "rigorous",
        "forensic",
        Kind.PROBE),
  };

  @Test
  void eachMutationIsFoundByItsLevelAndCleanupLeavesNothing() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      cluster.run("CREATE INDEX FOR (n:Place) ON (n.key)");
      cluster.run("CREATE INDEX place_number FOR (n:Place) ON (n.number)");
      cluster.run("CALL db.awaitIndexes(60)");
      cluster.run("MATCH (n:Place {number: 1}), (m:Place {number: 2}) CREATE (n)-[:NEXT]->(m)");
      String before = cluster.contents();
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.submit(SPEC);
      cluster.awaitCompleted("keys");
      VerificationReport first = report(cluster, "forensic");
      assertThat(first.differences()).as(first.toString()).isZero();
      assertThat(first.broken()).isEmpty();
      long ranges = first.ranges().size();
      assertThat(first.digests()).isEqualTo(new Digests(ranges, ranges, true));

      for (Mutation mutation : TABLE) {
        isFoundByItsLevel(cluster, mutation);
      }
      anUndoRecordThatIsDamagedIsFoundBeforeItIsNeeded(cluster);
      whoLooksBackAtAnOlderJournalIsTold(cluster);
      whatWasChangedInTheJournalIsToldByTheEarlierReport(cluster, first);

      VerificationReport second = report(cluster, "forensic");
      assertThat(second.differences()).as(second.toString()).isZero();
      assertThat(second.since(first)).isEmpty();
      assertThat(cluster.count("Place")).as("no probe stays").isEqualTo(NODES);

      cluster.run("MATCH (n:Place {number: 19}) DETACH DELETE n");
      assertThat(found(cluster, "basic", Kind.COUNT)).containsExactly(Kind.COUNT);
      assertThat(limitedTo(cluster, "2999-01-01T00:00:00Z")).isZero();

      cluster.ask("keys", "cleanup", Map.of());
      cluster.awaitPhase("keys", Phase.CLEANED);
      assertThat(cluster.count("DroverFence")).isZero();
      TestCluster.await("the marker is gone", () -> cluster.count("DroverMigration") == 0);
      cluster.run("MATCH (n:Place) REMOVE n.key");
      assertThat(cluster.contents()).hasSizeLessThan(before.length());
      assertThat(cluster.proof("keys").get("holds").asBoolean())
          .as(cluster.proof("keys").toPrettyString())
          .isTrue();
    }
  }

  private static void isFoundByItsLevel(TestCluster cluster, Mutation mutation) {
    Arrays.stream(mutation.change().split(";")).forEach(cluster::run);
    if (!mutation.below().isEmpty()) {
      assertThat(found(cluster, mutation.below(), mutation.kind()))
          .as("%s by %s", mutation.change(), mutation.below())
          .isEmpty();
    }
    assertThat(found(cluster, mutation.level(), mutation.kind()))
        .as("%s by %s", mutation.change(), mutation.level())
        .contains(mutation.kind());
    assertThat(cluster.findings("keys")).doesNotContain("sha256");
    Arrays.stream(mutation.back().split(";")).forEach(cluster::run);
  }

  private static void anUndoRecordThatIsDamagedIsFoundBeforeItIsNeeded(TestCluster cluster) {
    String flipped =
        "UPDATE undo_record SET image = set_byte(image, 9, 255 - get_byte(image, 9))"
            + " WHERE migration = 'keys' AND shard = 0 AND sequence = 1";
    cluster.changeJournal(flipped);
    assertThat(found(cluster, "rigorous", Kind.UNDO)).isEmpty();
    assertThat(found(cluster, "forensic", Kind.UNDO)).containsExactly(Kind.UNDO);
    cluster.changeJournal(flipped);
  }

  /** The journal was restored from before the last range, while the graph has that range. */
  private static void whoLooksBackAtAnOlderJournalIsTold(TestCluster cluster) {
    cluster.changeJournal("CREATE TABLE kept AS SELECT * FROM event_journal WHERE " + LAST_RANGE);
    cluster.changeJournal("DELETE FROM event_journal WHERE " + LAST_RANGE);
    cluster.ask("keys", "verify", Map.of("level", "basic"));
    MigrationView paused = cluster.awaitPass("keys", PassKind.VERIFY, Phase.PAUSED);
    assertThat(paused.why()).contains("the journal has no range of shard keys/1/0");
    cluster.changeJournal("INSERT INTO event_journal SELECT * FROM kept");
    try (Coordinator coordinator = cluster.coordinator()) {
      coordinator.resume("keys", "the journal is whole again", null);
    }
    cluster.awaitPass("keys", PassKind.VERIFY, Phase.COMPLETED);
  }

  private static void whatWasChangedInTheJournalIsToldByTheEarlierReport(
      TestCluster cluster, VerificationReport earlier) {
    cluster.changeJournal("UPDATE event_journal SET event_payload = " + FORGED + LAST_RANGE);
    VerificationReport report = report(cluster, "forensic");
    assertThat(report.since(earlier)).isNotEmpty();
    cluster.changeJournal(
        "UPDATE event_journal e SET event_payload = kept.event_payload FROM kept"
            + " WHERE e.ordering = kept.ordering");
  }

  /** How long a query takes is another machine's business, unless it is looked for. */
  private static Set<Kind> found(TestCluster cluster, String level, Kind looked) {
    VerificationReport report = report(cluster, level);
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(Objects.requireNonNull(report.examination()).kinds().keySet());
    if (looked != Kind.LATENCY) {
      kinds.remove(Kind.LATENCY);
    }
    return kinds;
  }

  private static VerificationReport report(TestCluster cluster, String level) {
    cluster.ask("keys", "verify", Map.of("level", level));
    cluster.awaitPass("keys", PassKind.VERIFY, Phase.COMPLETED);
    try (Coordinator coordinator = cluster.coordinator()) {
      return coordinator.report("keys");
    }
  }

  /** What is found among ranges that were finished since then. */
  private static long limitedTo(TestCluster cluster, String since) {
    cluster.ask("keys", "verify", Map.of("level", "basic", "since", since, "shards", "0"));
    MigrationView view = cluster.awaitPass("keys", PassKind.VERIFY, Phase.COMPLETED);
    return view.pass() == null ? -1 : view.pass().tally().visited();
  }
}
