package org.drover.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A file for what a command has found when it ends. That there is a place for it is seen to before
 * it begins, for some take an hour.
 */
public final class NewFile implements ITypeConverter<Path> {

  @Override
  public Path convert(String text) {
    try {
      Path file = Path.of(text);
      if (Files.isDirectory(file)) {
        throw new TypeConversionException("expected a file, and '%s' is a folder".formatted(text));
      }
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return file;
    } catch (InvalidPathException | IOException failure) {
      throw new TypeConversionException(
          "expected a file that can be written, found '%s' (%s)".formatted(text, failure));
    }
  }
}
