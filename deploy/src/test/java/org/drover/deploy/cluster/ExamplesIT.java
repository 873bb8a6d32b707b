package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drover.deploy.client.Coordinator;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The specs that the documents show do what they say, on a cluster whose workers die meanwhile. */
@Order(4)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {

  private static final int DOCUMENTS = 8_000;

  /** What is no node of Drover's own. */
  private static final String MEMBERS = "NOT n:DroverFence AND NOT n:DroverMigration";

  private TestCluster cluster;
  private TestMember worker;
  private int workers;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    cluster = TestCluster.start(folder);
    cluster.startCoordinator();
    worker = cluster.startWorker(++workers);
    cluster.awaitMembers(2);
  }

  @AfterAll
  void stop() throws IOException {
    cluster.close();
  }

  @Test
  void keysAndHashesStandBesideWhatWasThere() throws IOException {
    cluster.run(
        "UNWIND range(1, 300) AS i CREATE (:FieldValue {value: ' Value ' + i, field: 'f',"
            + " seen_at: i})");
    cluster.run("CREATE INDEX FOR (n:FieldValue) ON (n.canonical_key)");
    cluster.run("CALL db.awaitIndexes(60)");
    String before = cluster.contents();
    done("versioned-keys");

    assertThat(
            cluster.number(
                "MATCH (n:FieldValue) WHERE n.canonical_key =~ 'sha256:[0-9a-f]{64}'"
                    + " AND n.row_hash =~ 'sha256:[0-9a-f]{64}' AND n.canonical_key_version = 'v1'"
                    + " AND n.row_hash_version = 'v1' AND n.canonical_key <> n.row_hash"
                    + " RETURN count(DISTINCT n.canonical_key)"))
        .isEqualTo(300);
    nothingDiffers("versioned-keys", "rigorous");
    takenBack("versioned-keys", before);
  }

  // Other migrations' fences stand in the same graph, and nodes of the other tests.
  @Test
  void aVersionLabelGoesOverTheWholeGraph() throws IOException {
    cluster.run("UNWIND range(1, 50) AS i CREATE (:Person {number: i}), (:Town {number: i})");
    cluster.run("UNWIND range(1, 10) AS i CREATE (:Person:Town {number: -i}), ({number: -i})");
    cluster.run("MATCH (n:Person {number: 1}) SET n:v2");
    String before = cluster.contents();
    long all = cluster.number("MATCH (n) WHERE " + MEMBERS + " RETURN count(n)");
    done("whole-v2", example("whole-graph"));

    assertThat(cluster.count("v2")).isEqualTo(all).isGreaterThanOrEqualTo(120);
    assertThat(cluster.number("MATCH (n:v2) WHERE NOT (" + MEMBERS + ") RETURN count(n)")).isZero();
    assertThat(versions())
        .filteredOn(one -> one.migration().equals("whole-v2"))
        .extracting(VersionEntry::version, VersionEntry::selection, VersionEntry::tally)
        .containsExactly(tuple("v2", "all nodes", new Tally(all, all - 1)));
    nothingDiffers("whole-v2", "forensic");
    cluster.ask("whole-v2", "cutover", Map.of());
    cluster.awaitPhase("whole-v2", Phase.CUT_OVER);
    takenBack("whole-v2", before);
  }

  // An author comes late and stays under the old type, until the cut-over sweeps him up.
  @Test
  void aTypeIsSplitVerifiedCutOverAndComesBackByItsDigests() throws IOException {
    cluster.run(
        "UNWIND range(1, 90) AS i CREATE (:Contributor {number: i,"
            + " kind: ['author', 'editor', 'printer'][i % 3]})");
    String before = cluster.contents();
    done("split-contributors", example("split-type"));

    assertThat(cluster.count("Author")).isEqualTo(30);
    assertThat(cluster.count("Editor")).isEqualTo(30);
    assertThat(cluster.count("Helper")).isEqualTo(30);
    assertThat(cluster.count("Contributor")).isZero();
    nothingDiffers("split-contributors", "forensic");
    cluster.run("CREATE (:Contributor {number: 0, kind: 'author'})");
    cluster.ask("split-contributors", "cutover", Map.of());
    cluster.awaitPhase("split-contributors", Phase.CUT_OVER);
    assertThat(cluster.count("Author")).isEqualTo(31);

    MigrationView.RollbackView back = rolledBack("split-contributors");
    assertThat(back.digests()).isPositive().isEqualTo(back.asBefore());
    cluster.run("MATCH (n:Contributor {number: 0}) DELETE n");
    assertThat(cluster.contents()).isEqualTo(before);
    cluster.proofHolds("split-contributors");
  }

  @Test
  void theNewSchemaSaysWhatTheOldOneSaid() throws IOException {
    cluster.run(
        "UNWIND range(1, 200) AS i CREATE (:Customer {customer_no: i, fullname: 'c' + i,"
            + " age: toString(20 + i % 50), state: ['A', 'I', 'X'][i % 3]})");
    cluster.run("CREATE (:Customer {customer_no: 7, fullname: 'c7', age: '27', state: 'I'})");
    cluster.run("CREATE INDEX FOR (n:Customer) ON (n.customer_no)");
    cluster.run("CALL db.awaitIndexes(60)");
    String before = cluster.contents();
    done("old-to-new");

    assertThat(cluster.count("CustomerV2")).isEqualTo(200);
    assertThat(cluster.view("old-to-new")).extracting(MigrationView::quarantined).isEqualTo(1L);
    assertThat(
            cluster.number(
                "MATCH (n:CustomerV2) WHERE n.name IS NOT NULL AND n.fullname IS NULL"
                    + " AND n.years = toInteger(n.age) AND n.status = 'unknown' RETURN count(n)"))
        .isEqualTo(67);
    VerificationReport parity = nothingDiffers("old-to-new", "forensic");
    assertThat(parity.before()).hasSize(2);
    assertThat(parity.broken()).isEmpty();
    takenBack("old-to-new", before);
  }

  // The other half of what may die: a verification and a cleanup, each midway.
  @Test
  void applicationsGoOnAndWorkersDie() throws IOException {
    cluster.run(
        "UNWIND range(1, %d) AS i CREATE (:Document {number: i, title: 't' + i})"
            .formatted(DOCUMENTS));
    cluster.run("CREATE INDEX FOR (n:Document) ON (n.document_key)");
    cluster.run("CALL db.awaitIndexes(60)");
    done("online-keys", example("online"));

    verificationSurvives();
    cluster.run("MATCH (n:Document {number: 1}) SET n.title = 'changed'");
    cluster.run("CREATE (:Document {number: 0, title: 'late'})");
    cluster.ask("online-keys", "cutover", Map.of());
    cluster.awaitPhase("online-keys", Phase.CUT_OVER);
    assertThat(
            cluster.number(
                "MATCH (n:Document) WHERE n.document_key_version = 'v2'"
                    + " RETURN count(DISTINCT n.document_key)"))
        .isEqualTo(DOCUMENTS + 1);
    cleanupSurvives();
  }

  private void verificationSurvives() throws IOException {
    cluster.makeLineSlow(Duration.ofMillis(200));
    cluster.ask("online-keys", "verify", Map.of());
    replacedMidway(Phase.VERIFYING, 1);
    MigrationView verified = cluster.awaitPass("online-keys", PassKind.VERIFY, Phase.COMPLETED);
    assertThat(verified.pass())
        .extracting(MigrationView.PassView::tally)
        .isEqualTo(new Tally(DOCUMENTS, 0));
    cluster.proofHolds("online-keys");
  }

  private void cleanupSurvives() throws IOException {
    cluster.makeLineSlow(Duration.ofMillis(250));
    cluster.ask("online-keys", "cleanup", Map.of());
    replacedMidway(Phase.CLEANING, 0);
    cluster.awaitPhase("online-keys", Phase.CLEANED);
    assertThat(cluster.number("MATCH (f:DroverFence {migration: 'online-keys'}) RETURN count(f)"))
        .isZero();
    assertThat(kept("online-keys")).isZero();
    assertThat(cluster.number("MATCH (n:Document) WHERE n.document_key IS NULL RETURN count(n)"))
        .isZero();
    cluster.proofHolds("online-keys");
  }

  /** A shard runs, and not all is done: then the only worker dies, and another one comes. */
  private void replacedMidway(Phase phase, int visited) {
    TestCluster.await(
        "a part is done",
        () -> {
          MigrationView view = cluster.view("online-keys");
          assertThat(view == null ? phase : view.phase())
              .as("it is killed midway")
              .isNotIn(Phase.CLEANED);
          return view != null
              && view.phase() == phase
              && view.pass() != null
              && view.pass().tally().visited() >= visited;
        });
    worker.kill();
    assertThat(cluster.view("online-keys")).extracting(MigrationView::phase).isEqualTo(phase);
    cluster.makeLineSlow(Duration.ZERO);
    worker = cluster.startWorker(++workers);
  }

  /** Rows for a rollback, and for visiting again. */
  private long kept(String migration) {
    String sql =
        "SELECT (SELECT count(*) FROM undo_record WHERE migration = '%1$s')".formatted(migration)
            + " + (SELECT count(*) FROM id_set WHERE name LIKE '%s/%%')".formatted(migration);
    try (Connection connection = cluster.journal();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  private void done(String example) throws IOException {
    done(example, example(example));
  }

  private void done(String migration, String spec) {
    cluster.submit(spec);
    cluster.awaitCompleted(migration);
  }

  /** But for how long queries take on a machine with much else to do. */
  private VerificationReport nothingDiffers(String migration, String level) {
    cluster.ask(migration, "verify", Map.of("level", level));
    cluster.awaitPass(migration, PassKind.VERIFY, Phase.COMPLETED);
    try (Coordinator coordinator = cluster.coordinator()) {
      VerificationReport report = coordinator.report(migration);
      Examination found = Objects.requireNonNull(report.examination());
      List<Kind> kinds = new ArrayList<>(found.kinds().keySet());
      kinds.remove(Kind.LATENCY);
      assertThat(kinds).as(report.toString()).isEmpty();
      return report;
    }
  }

  private MigrationView.RollbackView rolledBack(String migration) {
    cluster.ask(migration, "rollback", Map.of("onConflict", "stop"));
    MigrationView view = cluster.awaitPhase(migration, Phase.ROLLED_BACK);
    assertThat(view.why()).isNull();
    return Objects.requireNonNull(view.rollback());
  }

  private void takenBack(String migration, String before) throws IOException {
    rolledBack(migration);
    assertThat(cluster.contents()).isEqualTo(before);
    cluster.proofHolds(migration);
  }

  private List<VersionEntry> versions() {
    try (Coordinator coordinator = cluster.coordinator()) {
      return coordinator.versions();
    }
  }

  private static String example(String name) throws IOException {
    return Files.readString(Path.of("../docs/tutorials/" + name + ".yaml"));
  }
}
