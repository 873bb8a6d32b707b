package org.drover.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Java installations on this machine, by the number of their release. */
public final class Jdks {

  private static final List<Path> COLLECTIONS =
      List.of(
          Path.of("/usr/lib/jvm"),
          Path.of("/Library/Java/JavaVirtualMachines"),
          Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"),
          Path.of(System.getProperty("user.home"), ".jdks"));

  private Jdks() {}

  /**
   * The home of an installed Java.
   *
   * @param majors the releases that will do (17, 21 …), the one liked best first
   */
  public static Optional<Path> find(int... majors) {
    List<Path> homes = candidates();
    for (int major : majors) {
      for (Path home : homes) {
        if (major(home) == major) {
          return Optional.of(home);
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> candidates() {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    String configured = System.getenv("JAVA_HOME");
    if (configured != null) {
      homes.add(Path.of(configured));
    }
    onPath().ifPresent(homes::add);
    for (Path collection : COLLECTIONS) {
      homes.addAll(childrenOf(collection));
    }
    return homes;
  }

  private static Optional<Path> onPath() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "java"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(Jdks::homeOf);
  }

  private static Optional<Path> homeOf(Path launcher) {
    try {
      return Optional.ofNullable(launcher.toRealPath().getParent()).map(Path::getParent);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static List<Path> childrenOf(Path collection) {
    List<Path> homes = new ArrayList<>();
    if (Files.isDirectory(collection)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(collection)) {
        for (Path child : children) {
          homes.add(child);
          homes.add(child.resolve("Contents").resolve("Home"));
        }
      } catch (IOException unreadable) {
        return homes;
      }
    }
    homes.sort(null);
    return homes;
  }

  /** The release of the Java in a folder, as its {@code release} file says; 0 if there is none. */
  private static int major(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isReadable(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException unreadable) {
      return 0;
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    String first = version.split("[.+-]", 2)[0];
    return first.chars().allMatch(Character::isDigit) && !first.isEmpty()
        ? Integer.parseInt(first)
        : 0;
  }
}
