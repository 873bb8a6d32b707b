package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.junit.jupiter.api.Test;

final class JournalCallTest {

  private final IllegalStateException away = new IllegalStateException("connection refused");

  @Test
  void anAnswerIsPassedOn() {
    assertThat(JournalCall.ask("undo records", () -> 7)).isEqualTo(7);
  }

  @Test
  void aDatabaseThatIsAwayIsTransientAndTheTextSaysWhatWasAskedAbout() {
    GraphException thrown =
        catchThrowableOfType(
            GraphException.class,
            () ->
                JournalCall.tell(
                    "the quarantine",
                    () -> {
                      throw away;
                    }));

    assertThat(thrown)
        .hasMessage(
            "the journal's database does not answer about the quarantine: connection refused")
        .hasCause(away);
    assertThat(thrown.kind()).isEqualTo(Kind.TRANSIENT);
  }

  /** Repeating the range for ever would be wrong for somebody who no longer owns the shard. */
  @Test
  void whoIsFencedOffIsToldSo() {
    GraphException fenced = new GraphException(Kind.FENCED, "a successor owns the shard", null);

    assertThatThrownBy(
            () ->
                JournalCall.tell(
                    "undo records",
                    () -> {
                      throw fenced;
                    }))
        .isSameAs(fenced);
  }
}
