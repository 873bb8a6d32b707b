package org.drover.deploy.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.drover.sandbox.FileTree;

/**
 * An archive of the classes that a member loads, for reading and checking them is half of what a
 * member's start costs. Before the first one of all starts, another does a small migration and
 * writes it.
 */
final class MemberClasses {

  /** Without folders, of which Java makes no archive; a member needs no class of the tests. */
  static final String PATH =
      Arrays.stream(
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                  .split(File.pathSeparator))
          .filter(entry -> !entry.endsWith("test-classes"))
          .collect(Collectors.joining(File.pathSeparator));

  private static final boolean POSSIBLE =
      Arrays.stream(PATH.split(File.pathSeparator)).map(Path::of).allMatch(Files::isRegularFile);

  /** From this release on Java also keeps how the classes are linked. */
  private static final boolean LINKED = Runtime.version().feature() >= 25;

  private static final Path ARCHIVE =
      Path.of("target", LINKED ? "member-classes.aot" : "member-classes.jsa").toAbsolutePath();

  /** Who comes first writes it, and whoever comes meanwhile waits for that. */
  private static final class Ready {

    private static final List<String> FLAGS = flags();

    private static List<String> flags() {
      if (!POSSIBLE) {
        return List.of();
      }
      if (!isUpToDate()) {
        write();
      }
      return LINKED
          ? List.of("-XX:AOTCache=" + ARCHIVE, "-Xlog:aot=off", "-Xlog:cds=off")
          : List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds=off");
    }
  }

  private MemberClasses() {}

  /** The flags of whatever runs on this class path. */
  static List<String> flags() {
    return Ready.FLAGS;
  }

  /** An archive is of no use once a jar of it was made anew. */
  private static boolean isUpToDate() {
    long written = ARCHIVE.toFile().lastModified();
    return written > 0
        && Arrays.stream(PATH.split(File.pathSeparator))
            .allMatch(jar -> new File(jar).lastModified() < written);
  }

  private static void write() {
    try {
      Path folder = Files.createTempDirectory(ARCHIVE.getParent(), "member-classes-");
      Path half = folder.resolve(ARCHIVE.getFileName());
      try (TestCluster cluster = TestCluster.start(folder)) {
        cluster.fillWithVisitableNodes(100);
        TestMember writer =
            cluster.startBoth(
                List.of(
                    (LINKED ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + half,
                    "-Xlog:cds=off"));
        cluster.submit(TestCluster.COUNTING);
        cluster.awaitCompleted("count-visits");
        writer.leave();
      }
      Files.move(half, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
      FileTree.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
