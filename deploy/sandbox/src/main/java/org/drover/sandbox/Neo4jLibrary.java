package org.drover.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.drover.sandbox.Neo4jServer.Line;

/**
 * Where the jars of a Neo4j lie: a folder of its own, filled by Maven and never on Drover's class
 * path.
 */
public final class Neo4jLibrary {

  /** Names a folder that holds {@code neo4j-5.26/lib} and the like, as the distribution has it. */
  public static final String HOME = "drover.neo4j.home";

  private Neo4jLibrary() {}

  /**
   * The folder of jars of a Neo4j.
   *
   * @throws IllegalStateException if there is none; the message has the command that fills it
   */
  public static Path find(Line line) {
    String home = System.getProperty(HOME);
    if (home != null) {
      return inHome(Path.of(home), line);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path library = folder.resolve("deploy/sandbox").resolve(line.folder()).resolve("target/lib");
      if (isFilled(library)) {
        return library;
      }
    }
    throw new IllegalStateException(
        "no Neo4j "
            + line.version()
            + " in deploy/sandbox/"
            + line.folder()
            + "/target/lib, looked from "
            + Path.of("").toAbsolutePath()
            + " upwards; fetch it with: mvn generate-resources -f deploy/sandbox/"
            + line.folder());
  }

  private static Path inHome(Path home, Line line) {
    for (String inner : new String[] {"lib", "target/lib", ""}) {
      Path library = home.resolve(line.folder()).resolve(inner);
      if (isFilled(library)) {
        return library;
      }
    }
    throw new IllegalStateException(
        "no Neo4j "
            + line.version()
            + " in "
            + home.resolve(line.folder())
            + ", where -D"
            + HOME
            + " says it is");
  }

  private static boolean isFilled(Path library) {
    if (!Files.isDirectory(library)) {
      return false;
    }
    try (Stream<Path> jars = Files.list(library)) {
      return jars.anyMatch(jar -> jar.getFileName().toString().startsWith("neo4j-kernel-"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
