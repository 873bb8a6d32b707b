package org.drover.deploy.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.run.TextFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes that talks to a graph by itself. */
final class GraphOptions {

  @Option(
      names = "--bolt",
      required = true,
      paramLabel = "URI",
      description = "The graph, such as bolt://127.0.0.1:7687 or neo4j+s://host.")
  private String bolt = "";

  @Option(names = "--user", required = true, paramLabel = "USER", description = "Its user.")
  private String user = "";

  @Option(
      names = "--password-file",
      required = true,
      paramLabel = "FILE",
      description = "A file with the password and nothing else.")
  private Path passwordFile = Path.of("");

  @Option(
      names = "--database",
      paramLabel = "NAME",
      description = "The database (default: the user's home database).")
  private @Nullable String database;

  /** The same options as words of a command line. */
  List<String> words() {
    List<String> words =
        new ArrayList<>(
            List.of("--bolt", bolt, "--user", user, "--password-file", passwordFile.toString()));
    if (database != null) {
      words.addAll(List.of("--database", database));
    }
    return words;
  }

  GraphConnection connection() {
    return new GraphConnection(
        Addresses.bolt(bolt), user, TextFile.password(passwordFile), database);
  }
}
