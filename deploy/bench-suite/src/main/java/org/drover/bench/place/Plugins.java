package org.drover.bench.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drover.sandbox.Neo4jServer.Extras;
import org.drover.sandbox.Neo4jServer.Line;

/** What the benchmark's server has besides Neo4j: APOC for the peers, and the core API's job. */
final class Plugins {

  private Plugins() {}

  /**
   * @param home the module of the benchmark, where Maven has laid the jars
   */
  static Extras of(Line line, Path home, List<String> flags) {
    return switch (line) {
      case V5_26 -> {
        List<Path> plugins = new ArrayList<>(jars(home.resolve("target/bench/plugins"), "*.jar"));
        plugins.addAll(jars(home.resolve("apoc/target/lib"), "apoc-core-*.jar"));
        yield new Extras(plugins, jars(home.resolve("apoc/target/lib"), "*.jar"), flags);
      }
      // There is no APOC for it, and its Java API is another one.
      case V2026 -> new Extras(List.of(), List.of(), flags);
    };
  }

  private static List<Path> jars(Path folder, String pattern) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      found.forEach(jars::add);
    } catch (IOException missing) {
      throw new UncheckedIOException(
          folder + " cannot be read; deploy/bench fetches what belongs there", missing);
    }
    jars.sort(null);
    return jars;
  }
}
