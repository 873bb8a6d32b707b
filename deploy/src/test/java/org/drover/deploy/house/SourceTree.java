package org.drover.deploy.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the whole project as people wrote them: what a build or a run made is left out. */
final class SourceTree {

  private static final Set<String> MADE = Set.of("target", ".git", ".drover", ".idea", ".vscode");

  private static final Path ROOT = findRoot();

  private SourceTree() {}

  /** The nearest folder above the working directory that holds the root of the build. */
  private static Path findRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE")) || !Files.exists(folder.resolve("pom.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }

  /** Whether a path, relative to the root, is there. */
  static boolean has(String path) {
    return Files.exists(ROOT.resolve(path));
  }

  /** The names of what lies directly in the root. */
  static List<String> topLevel() {
    try (Stream<Path> entries = Files.list(ROOT)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paths relative to the root, in order, of the files whose names end so. */
  static List<String> files(String... endings) {
    List<String> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return MADE.contains(String.valueOf(folder.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String path = ROOT.relativize(file).toString();
              if (Stream.of(endings).anyMatch(path::endsWith)) {
                found.add(path);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().sorted().toList();
  }

  static List<String> javaFiles() {
    return files(".java");
  }

  static List<String> documents() {
    return files(".md");
  }

  static String text(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  static List<String> lines(String path) {
    return text(path).lines().toList();
  }

  /** The file's name without its folder and its last ending. */
  static String simpleName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.substring(0, name.lastIndexOf('.'));
  }
}
