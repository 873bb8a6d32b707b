package org.drover.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right of one process to use a directory, for as long as it lives: the operating system takes
 * it back however the process ends.
 */
final class DirectoryLock implements AutoCloseable {

  /**
   * What this JVM holds. Asked before the file is opened: on POSIX, closing any other descriptor of
   * the file would silently give the lock up.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * @param directory a real path
   * @throws LocalPostgresException if another owner has it; the message says which process
   */
  static DirectoryLock acquire(Path directory) throws IOException {
    if (!HELD.add(directory)) {
      throw refused(directory, String.valueOf(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    boolean acquired = false;
    try {
      channel = FileChannel.open(directory.resolve("lock"), CREATE, READ, WRITE);
      if (channel.tryLock() == null) {
        throw refused(directory, holder(channel));
      }
      channel.truncate(0);
      channel.write(US_ASCII.encode(String.valueOf(ProcessHandle.current().pid())), 0);
      acquired = true;
      return new DirectoryLock(directory, channel);
    } finally {
      if (!acquired) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(directory);
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    return US_ASCII.decode(text.flip()).toString();
  }

  private static LocalPostgresException refused(Path directory, String pid) {
    return new LocalPostgresException(
        "%s is in use by process %s; end that process, or choose another folder"
            .formatted(directory, pid.isEmpty() ? "(unknown)" : pid));
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(directory);
    }
  }
}
