package org.drover.worker.range;

import java.util.function.Supplier;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;

/**
 * A call to the journal's database in the middle of a range. It may be away for a while: then the
 * same range again, later. A {@link GraphException} says already what may be done about it and
 * passes as it is.
 */
final class JournalCall {

  /** Subjects of more than one caller. */
  static final String QUARANTINE = "the quarantine";

  static final String UNDO_RECORDS = "undo records";

  private JournalCall() {}

  /**
   * Asks for something.
   *
   * @param subject what is asked about, such as {@code undo records}, for the error's text
   */
  static <T> T ask(String subject, Supplier<T> question) {
    try {
      return question.get();
    } catch (GraphException known) {
      throw known;
    } catch (RuntimeException failure) {
      throw new GraphException(
          Kind.TRANSIENT,
          "the journal's database does not answer about %s: %s"
              .formatted(subject, failure.getMessage()),
          failure);
    }
  }

  /** The same, to store something. */
  static void tell(String subject, Runnable statement) {
    ask(
        subject,
        () -> {
          statement.run();
          return true;
        });
  }
}
