package org.drover.worker.pace;

import org.drover.shared.graph.GraphException;

/** What became of a range that had a permit. */
public sealed interface Outcome {

  /** Why a range was not committed, as far as the pace is concerned. */
  enum Failure {
    CONFLICT,
    MEMORY,
    /**
     * A value or a constraint refused it, or the range before it was not in the journal: no sign
     * that the database has too much to do.
     */
    REFUSED,
    OTHER
  }

  /**
   * @param bytes that its columns held, about
   */
  record Finished(long visited, long bytes) implements Outcome {}

  /**
   * Nothing was read: its first members need more room than it was given.
   *
   * @param bytes so much
   */
  record TooHeavy(long bytes) implements Outcome {}

  record Failed(Failure failure) implements Outcome {

    public static Failed by(GraphException thrown) {
      return new Failed(
          switch (thrown.kind()) {
            case TRANSIENT -> Failure.CONFLICT;
            case TOO_BIG -> Failure.MEMORY;
            case BAD_DATA -> Failure.REFUSED;
            case UNKNOWN_OUTCOME, FENCED, UNREACHABLE, FATAL -> Failure.OTHER;
          });
    }
  }
}
