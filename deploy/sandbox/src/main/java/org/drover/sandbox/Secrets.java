package org.drover.sandbox;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Passwords that nobody chose, and files that only this user may read. */
public final class Secrets {

  private static final int BYTES = 24;

  private Secrets() {}

  /** A new one, of letters, digits, {@code -} and {@code _}. */
  public static String newPassword() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Writes a text where only this user may read it; what was there before is replaced. */
  public static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    create(file);
    Files.writeString(file, text);
  }

  /**
   * Makes an empty file that only this user may read, where the file system knows of users.
   *
   * @throws IOException also if there is one already
   */
  public static void create(Path file) throws IOException {
    Files.createFile(file, onlyForThisUser());
  }

  private static FileAttribute<?>[] onlyForThisUser() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
