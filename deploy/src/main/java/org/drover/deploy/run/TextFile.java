package org.drover.deploy.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a person named: a spec, a configuration, a password. */
public final class TextFile {

  private TextFile() {}

  /**
   * The file's text.
   *
   * @param what what it should be, for the message
   * @throws BadInput if it cannot be read
   */
  public static String read(Path file, String what) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new BadInput("the " + what + " " + file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new BadInput("the " + what + " " + file + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw new BadInput(
          "the " + what + " " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /** A password: the file's text without the line break at its end. Never part of a message. */
  public static String password(Path file) {
    return secret(file, "password file");
  }

  /** The same of another secret. */
  public static String secret(Path file, String what) {
    String secret = read(file, what).replaceFirst("(\\r?\\n)+$", "");
    if (secret.isEmpty()) {
      throw new BadInput("the " + what + " " + file + " is empty");
    }
    return secret;
  }
}
