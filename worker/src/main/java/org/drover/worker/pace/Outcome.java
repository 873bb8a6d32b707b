package org.drover.worker.pace;

/** What became of a range that had a permit. */
public sealed interface Outcome {

  /** Why a range was not committed, as far as the pace is concerned. */
  enum Failure {
    CONFLICT,
    MEMORY,
    OTHER
  }

  /**
   * @param bytes that its columns held, about
   */
  record Finished(long visited, long bytes) implements Outcome {}

  record Failed(Failure failure) implements Outcome {}
}
