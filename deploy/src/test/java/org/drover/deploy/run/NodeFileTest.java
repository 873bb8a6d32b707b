package org.drover.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.node.NodeSettings.Journal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeFileTest {

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

    assertThat(NodeFile.read(file))
        .isEqualTo(
            new NodeFile(
                new Journal("jdbc:postgresql://db/drover", "drover", "journal-secret"),
                Map.of(
                    "main",
                    new GraphConnection(
                        URI.create("neo4j://graph:7687"), "neo4j", "graph-secret", "people"))));
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
