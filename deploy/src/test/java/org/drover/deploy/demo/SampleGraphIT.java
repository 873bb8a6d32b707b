package org.drover.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import org.drover.deploy.TestServers;
import org.drover.deploy.client.Unreachable;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.run.Reach;
import org.drover.deploy.sample.RecordsGraph;
import org.drover.deploy.sample.SampleGraph;
import org.drover.deploy.sample.SampleGraph.Filled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SampleGraphIT {

  private static final int NODES = 1_001;

  private TestServers servers;
  private Driver driver;

  @BeforeAll
  void start() {
    servers = TestServers.take();
    driver = Reach.open(connection(servers.graph(), TestServers.PASSWORD));
  }

  @AfterAll
  void stop() {
    driver.close();
    servers.close();
  }

  private static GraphConnection connection(URI uri, String password) {
    return new GraphConnection(uri, "neo4j", password, null);
  }

  private void run(String query) {
    try (Session session = driver.session()) {
      session.run(query).consume();
    }
  }

  /** 1,001 is 250 rows of four fields and one row of one. */
  @Test
  void recordsAreMadeAsManyAsAskedForAndTheCheckMissesNothing() {
    SampleGraph records = new RecordsGraph(NODES);

    assertThat(records.fill(driver, step -> {})).isEqualTo(new Filled(1_252, NODES, NODES));
    assertThat(GraphCheck.check(driver, records, NODES))
        .satisfies(found -> assertThat(found.nodes()).isEqualTo(NODES))
        .satisfies(found -> assertThat(found.right()).isZero())
        .satisfies(found -> assertThat(found.findings()).contains("1001 nodes without a key"));

    run("MATCH (n:FieldValue) SET n.canonical_key = 'sha256:0', n.canonical_key_version = 'v2'");
    assertThat(GraphCheck.check(driver, records, NODES + 1).findings())
        .contains("1001 nodes with a wrong key", "1 nodes more or fewer than before the migration");
  }

  @Test
  void aWrongPasswordIsOneSentenceWithoutThePassword() {
    assertThat(
            catchThrowableOfType(
                Unreachable.class, () -> Reach.check(connection(servers.graph(), "wrong-secret"))))
        .hasMessage(servers.graph() + " refuses user 'neo4j' with the given password");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    GraphConnection nowhere =
        new GraphConnection(servers.graph(), "neo4j", TestServers.PASSWORD, "nowhere");

    assertThat(catchThrowableOfType(Unreachable.class, () -> Reach.check(nowhere)))
        .hasMessage(servers.graph() + " has no database 'nowhere'");
  }
}
