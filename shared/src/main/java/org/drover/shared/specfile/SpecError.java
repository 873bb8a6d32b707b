package org.drover.shared.specfile;

import org.drover.shared.written.Problem;

/**
 * One thing that is wrong with a spec.
 *
 * @param line counts from 1
 * @param column counts from 1
 * @param path such as {@code transform[0].canonical-key.into}; empty for the whole
 * @param message what is wrong, what was expected, what to do
 */
public record SpecError(int line, int column, String path, String message) {

  static SpecError of(Problem problem) {
    return new SpecError(
        problem.place().line(), problem.place().column(), problem.path(), problem.message());
  }

  /** As a compiler prints it: {@code spec.yaml:12:5 transform[0].set: …}. */
  public String in(String file) {
    String where = file + ":" + line + ":" + column;
    return path.isEmpty() ? where + ": " + message : where + " " + path + ": " + message;
  }

  /** For a reader who has the text and not the file. */
  @Override
  public String toString() {
    return in("spec");
  }
}
