package org.drover.deploy.cli;

/** The exit codes, as the reference documents them. */
final class Exit {

  static final int DONE = 0;

  /** A check did not hold. */
  static final int CHECK_FAILED = 1;

  /** The command line, a file or the spec is wrong; nothing was touched. */
  static final int BAD_INPUT = 2;

  /** A database or a coordinator does not answer, or refuses the credentials. */
  static final int UNREACHABLE = 3;

  /** The migration is paused and needs a person. */
  static final int NEEDS_A_PERSON = 4;

  /** What was asked for contradicts what is there: another spec, a folder in use. */
  static final int REFUSED = 5;

  /** A bug or a fault that nobody foresaw; the log has the details. */
  static final int UNFORESEEN = 70;

  /** Ctrl-C. The JVM itself ends with this code; named for what returns before it does. */
  static final int INTERRUPTED = 130;

  private Exit() {}
}
