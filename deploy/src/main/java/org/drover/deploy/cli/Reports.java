package org.drover.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drover.deploy.run.BadInput;
import org.jspecify.annotations.Nullable;

/** Files that a command was asked to write beside what it says. */
final class Reports {

  private Reports() {}

  /**
   * @param file null if nobody asked for one
   * @throws BadInput if it cannot be written
   */
  static void write(@Nullable Path file, String json) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, json + "\n");
    } catch (IOException e) {
      throw new BadInput("cannot write " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
