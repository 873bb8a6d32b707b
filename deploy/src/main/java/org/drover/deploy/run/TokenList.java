package org.drover.deploy.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.drover.coordinator.access.TokenFile;
import org.drover.coordinator.access.TokenLine;
import org.drover.sandbox.Secrets;

/** The file of tokens, as the person who adds to it sees it. */
public final class TokenList {

  private static final String HEAD = "# NAME ROLE HASH; 'drover token' adds to it\n";

  private TokenList() {}

  /**
   * Adds a token; the file is made, readable by this user alone, if it is not there.
   *
   * @throws BadInput if the name is taken, or the file cannot be used
   */
  public static void add(Path file, TokenLine line) {
    try {
      if (!Files.exists(file)) {
        Secrets.create(file);
        Files.writeString(file, HEAD);
      } else if (TokenFile.read(file).stream().anyMatch(t -> t.name().equals(line.name()))) {
        throw new BadInput(
            "'%s' has a token in %s already; delete its line first, or choose another name"
                .formatted(line.name(), file));
      }
      Files.writeString(file, line.text() + "\n", StandardOpenOption.APPEND);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new BadInput(
          "the token file %s cannot be written (%s)".formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
