package org.drover.sandbox;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL programs of the class path, unpacked once for each version into a cache folder.
 */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /**
   * @param fallback where to unpack if the user has no cache folder that can be written
   * @return the folder that holds {@code bin}
   */
  static synchronized Path unpacked(Path fallback) throws IOException {
    String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
    String name = "postgresql-" + digest(archive).substring(0, 16);
    Path cache = cacheFolder(fallback);
    Path home = cache.resolve(name);
    if (Files.isDirectory(home)) {
      return home;
    }
    // Held against other processes; a half-unpacked folder of one that died is begun anew.
    try (FileChannel channel = FileChannel.open(cache.resolve(name + ".lock"), CREATE, WRITE);
        var lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(home)) {
        Path half = cache.resolve(name + ".unpacking");
        FileTree.delete(half);
        unpack(archive, half);
        Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return home;
  }

  static String archiveName(String system, String architecture) {
    String os = system.toLowerCase(Locale.ROOT);
    String cpu =
        switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> "";
        };
    String family = os.contains("linux") ? "linux" : os.contains("mac") ? "darwin" : "";
    if (cpu.isEmpty() || family.isEmpty()) {
      throw new LocalPostgresException(
          "no embedded PostgreSQL for %s on %s; it is there for Linux and macOS on amd64 and arm64;"
                  .formatted(system, architecture)
              + " name a PostgreSQL of your own instead");
    }
    return "postgres-" + family + "-" + cpu + ".txz";
  }

  private static Path cacheFolder(Path fallback) throws IOException {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path user =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    Path folder = user.resolve("drover");
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return folder;
      }
    } catch (IOException noCacheOfTheUser) {
      // A service account may have no home; the caller's folder does as well.
    }
    return Files.createDirectories(fallback);
  }

  private static InputStream open(String archive) {
    InputStream stream = PostgresBinaries.class.getResourceAsStream("/" + archive);
    if (stream == null) {
      throw new LocalPostgresException(
          archive + " is not on the class path; this installation lacks PostgreSQL's programs");
    }
    return stream;
  }

  private static String digest(String archive) throws IOException {
    try (InputStream in = open(archive)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static void unpack(String archive, Path into) throws IOException {
    try (InputStream in = new BufferedInputStream(open(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, into);
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("the archive's entry '" + entry.getName() + "' leaves its folder");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(target, into.resolve(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      // Owner's execute bit: what is not executable in the archive must not become it.
      if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + target + " executable");
      }
    }
  }
}
