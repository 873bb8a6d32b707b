package org.drover.deploy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drover.sandbox.FileTree;

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
      FileTree.delete(data);
    }
    for (Path file : List.of(graphPassword(), journalPassword(), nodeConfig())) {
      Files.deleteIfExists(file);
    }
  }
}
