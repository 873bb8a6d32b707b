package org.drover.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.node.NodeSettings.Journal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeFileTest {

  private static final String DATABASES =
      """
      journal: {url: "jdbc:postgresql://db/drover", user: drover, password-file: pg}
      graphs:
        main: {uri: "neo4j://graph:7687", user: neo4j, password-file: neo}
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writePasswords() throws IOException {
    Files.writeString(folder.resolve("pg"), "journal-secret\n");
    Files.writeString(folder.resolve("neo"), "graph-secret\r\n");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("node.yaml"), text);
  }

  @Test
  void passwordsComeFromFilesBesideTheConfiguration() throws IOException {
    Path file =
        file(
            """
            journal: {url: "jdbc:postgresql://db/drover", user: drover, password-file: pg}
            graphs:
              main: {uri: "neo4j://graph:7687", user: neo4j, password-file: neo, database: people}
            """);

    NodeFile read = NodeFile.read(file);

    assertThat(read.journal())
        .isEqualTo(new Journal("jdbc:postgresql://db/drover", "drover", "journal-secret"));
    assertThat(read.graphs())
        .isEqualTo(
            Map.of(
                "main",
                new GraphConnection(
                    URI.create("neo4j://graph:7687"), "neo4j", "graph-secret", "people")));
    assertThat(read.http().host()).isEqualTo("127.0.0.1");
    assertThat(read.http().port()).isEqualTo(7480);
  }

  @Test
  void theSameInHoconMayAlsoSetWhatTheClusterIsMadeOf() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("drover.conf"),
            """
            drover {
              node { roles = [worker], host = 10.0.0.3, port = 1, seeds = ["10.0.0.1:7481"] }
              journal { url = "jdbc:postgresql://db/drover", user = drover, password-file = pg }
              graphs.main { uri = "neo4j://graph:7687", user = neo4j, password-file = neo }
              http.port = 1234
              lease.heartbeat-timeout = 7s
            }
            pekko.loglevel = DEBUG
            """);

    NodeFile read = NodeFile.read(file);

    assertThat(read.member())
        .isEqualTo(new NodeFile.Member(Set.of("worker"), "10.0.0.3", 1, List.of("10.0.0.1:7481")));
    assertThat(read.journal().password()).isEqualTo("journal-secret");
    assertThat(read.http().port()).isEqualTo(1234);
    assertThat(read.engine().getString("pekko.loglevel")).isEqualTo("DEBUG");
    assertThat(read.engine().getString("drover.lease.heartbeat-timeout")).isEqualTo("7s");
    assertThat(read.engine().hasPath("drover.journal")).isFalse();
  }

  @Test
  void aWordThatDoesNotBelongIntoHoconIsRefusedToo() throws IOException {
    Path file = Files.writeString(folder.resolve("drover.conf"), "drover.jurnal.url = x");

    assertThatThrownBy(() -> NodeFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("drover.conf: there is no 'jurnal'");
  }

  @Test
  void anApiThatOthersReachNeedsTlsAndTokens() throws IOException {
    Path file = file(DATABASES + "http: {host: 0.0.0.0}\n");

    assertThatThrownBy(() -> NodeFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(
            "http.host: the HTTP API does not listen on '0.0.0.0', which is not loopback,"
                + " without TLS (http.tls) and tokens (http.token-file)");
  }

  @Test
  void whatIsWrongWithTokensAndCertificatesIsSaidAtOnce() throws IOException {
    Path file =
        file(
            DATABASES
                + """
                http:
                  token-file: nowhere
                  tls: {certificate-file: a.pem, keystore-file: b.p12}
                """);

    assertThatThrownBy(() -> NodeFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("http.token-file: the token file")
        .hasMessageContaining("http.tls: give certificate-file and key-file");
  }

  @Test
  void membersDoNotSpeakInTheClearWhereOthersCouldListen() throws IOException {
    NodeFile.Cluster open = NodeFile.read(file(DATABASES)).cluster();
    open.refuseToBeOpen("127.0.0.1");
    assertThatThrownBy(() -> open.refuseToBeOpen("10.0.0.1"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("cluster.tls")
        .hasMessageContaining("cluster.insecure: true");

    NodeFile.read(file(DATABASES + "cluster: {insecure: true}\n"))
        .cluster()
        .refuseToBeOpen("10.0.0.1");
  }

  @Test
  void theFilesOfTheClustersTlsAreLookedAtBeforeAnythingStarts() throws IOException {
    Path file =
        file(
            DATABASES
                + "cluster: {tls: {certificate-file: a.pem, key-file: b.pem, ca-file: c.pem}}\n");

    assertThatThrownBy(() -> NodeFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("cluster.tls: the certificate file")
        .hasMessageContaining("cluster.tls.ca-file: the certificate file");
  }

  @Test
  void everythingThatIsMissingIsSaidAtOnce() throws IOException {
    Path file =
        file(
            """
            journal: {user: drover, password-file: nowhere}
            graphs:
              main: {uri: "neo4j://graph:7687"}
            """);

    assertThatThrownBy(() -> NodeFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("journal.url: missing")
        .hasMessageContaining("journal.password-file: the password file")
        .hasMessageContaining("graphs.main.user: missing")
        .hasMessageContaining("graphs.main.password-file: missing");
  }

  @Test
  void aWordThatDoesNotBelongHereIsRefusedWithWhatDoes() throws IOException {
    Path file = file("journal:\n  url: x\n  password: hunter2\n");

    assertThatThrownBy(() -> NodeFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("node.yaml: there is no 'journal.password'")
        .hasMessageContaining("password-file")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void whatIsNoYamlIsRefused() throws IOException {
    Path file = file("journal: [");

    assertThatThrownBy(() -> NodeFile.read(file)).isInstanceOf(BadInput.class);
  }

  @Test
  void theExampleThatIsShippedIsReadable() throws IOException {
    Files.writeString(folder.resolve("journal-password"), "a");
    Files.writeString(folder.resolve("graph-password"), "b");

    NodeFile example = NodeFile.read(file(Files.readString(Path.of("src/examples/node.yaml"))));

    assertThat(example.graphs()).containsOnlyKeys("main");
  }

  @Test
  void anEmptyPasswordFileIsRefused() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");

    assertThatThrownBy(() -> TextFile.password(empty))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("is empty");
  }
}
