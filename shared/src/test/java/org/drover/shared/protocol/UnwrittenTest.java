package org.drover.shared.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class UnwrittenTest {

  // The outer message quotes the whole row, and so may the lines below the first of the inner one.
  @Test
  void itSaysWhatTheJournalSaidAndNothingOfWhatWasToBeWritten() {
    SQLException refusal =
        new SQLException(
            "ERROR: could not extend file: No space left on device\n  Detail: a value");
    Throwable failure =
        new BatchUpdateException("Batch entry 0 insert values ('a value')", new int[0], refusal);

    assertThat(Unwritten.because(new IllegalStateException("failed to persist", failure)))
        .isEqualTo(
            "the journal takes no events (ERROR: could not extend file: No space left on device);"
                + " it is tried again until it does");
  }

  @Test
  void aFailureWithoutWordsIsNamedByItsKind() {
    assertThat(Unwritten.because(new IllegalStateException()))
        .isEqualTo(
            "the journal takes no events (IllegalStateException); it is tried again until it does");
  }
}
