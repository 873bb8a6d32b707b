package org.drover.deploy.cli;

import java.nio.file.Path;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.TextFile;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/**
 * A spec file that can be run, as far as the file alone can tell.
 *
 * @param source as the file says it
 */
record SpecText(String source, Spec spec) {

  /**
   * @throws BadInput with everything that is wrong with it
   */
  static SpecText read(Path file) {
    String source = TextFile.read(file, "spec");
    return switch (SpecReader.read(source)) {
      case SpecReading.Ready ready -> new SpecText(source, ready.spec());
      case SpecReading.Refused refused ->
          throw BadInput.of(
              "the spec cannot be run:",
              refused.errors().stream().map(error -> error.in(file.toString())).toList());
    };
  }
}
