package org.drover.shared.specfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files about specs that a release carries. */
public final class PublishedFiles {

  private PublishedFiles() {}

  /** A commented spec to begin with; it reads without an error. */
  public static String sample() {
    return text("SpecSample.yaml");
  }

  /** The JSON Schema, draft 2020-12, for editors. */
  public static String schema() {
    return text("migration-spec.schema.json");
  }

  private static String text(String name) {
    try (InputStream file = PublishedFiles.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the program's file " + name, unreadable);
    }
  }
}
