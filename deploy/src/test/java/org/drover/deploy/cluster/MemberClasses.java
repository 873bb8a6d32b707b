package org.drover.deploy.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An archive of the classes that a member loads, for reading and checking them is half of what a
 * member's start costs. One of the first members writes it when it ends in good order.
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

  private static final Path ARCHIVE = Path.of("target", "member-classes.jsa").toAbsolutePath();
  private static final Path HALF =
      ARCHIVE.resolveSibling("member-classes-" + ProcessHandle.current().pid() + ".jsa");

  private static final AtomicReference<@Nullable Object> WRITER = new AtomicReference<>();

  private MemberClasses() {}

  /** The flags of a member that starts now. */
  static List<String> flags(Object member) {
    if (isReady()) {
      return List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds=off");
    }
    return POSSIBLE && WRITER.compareAndSet(null, member)
        ? List.of("-XX:ArchiveClassesAtExit=" + HALF, "-Xlog:cds=off")
        : List.of();
  }

  /** Whether it is this member that writes the archive, if it may end in good order. */
  static boolean isWrittenBy(Object member) {
    return WRITER.get() == member;
  }

  /** After its end in good order. */
  static void written(Object member) {
    if (WRITER.compareAndSet(member, null) && Files.exists(HALF)) {
      try {
        Files.move(HALF, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** After it was killed: somebody else is to write. */
  static void notWritten(Object member) {
    WRITER.compareAndSet(member, null);
  }

  /** An archive is of no use once a jar of it was made anew. */
  private static boolean isReady() {
    long written = ARCHIVE.toFile().lastModified();
    return written > 0
        && Arrays.stream(PATH.split(File.pathSeparator))
            .allMatch(jar -> new File(jar).lastModified() < written);
  }
}
