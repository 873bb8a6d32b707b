package org.drover.deploy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the sandbox keeps on disk, and where. */
public record SandboxFolder(Path root) {

  public SandboxFolder {
    root = root.toAbsolutePath().normalize();
  }

  Path neo4j() {
    return root.resolve("neo4j");
  }

  Path journal() {
    return root.resolve("journal");
  }

  /** The configuration that the cluster's members read. */
  Path nodeConfig() {
    return root.resolve("node.yaml");
  }

  Path graphPassword() {
    return root.resolve("graph-password");
  }

  Path journalPassword() {
    return root.resolve("journal-password");
  }

  /** The sample migration's spec. */
  public Path spec() {
    return root.resolve("spec.yaml");
  }

  /** What a kept sandbox runs; there only while one is kept. */
  Path kept() {
    return root.resolve("kept.json");
  }

  public Path log() {
    return root.resolve("demo.log");
  }

  Path log(String member) {
    return root.resolve(member + ".log");
  }

  /** Makes the folder, and empties what an earlier sandbox left in it. */
  void prepare() {
    try {
      Files.createDirectories(root);
      clear();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + root + " cannot be prepared", e);
    }
  }

  /** Removes the databases; the logs stay. */
  void clear() throws IOException {
    for (Path data : List.of(neo4j(), journal())) {
      if (Files.exists(data)) {
        deleteTree(data);
      }
    }
    for (Path file : List.of(graphPassword(), journalPassword(), nodeConfig())) {
      Files.deleteIfExists(file);
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A password nobody chose. */
  static String newPassword() {
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Writes what only this user may read. */
  static void writeSecret(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }
}
