package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A range waits at the gate for the one before it, and not for long. */
class CommitGateTest {

  @Test
  void isOpenAtFirst() {
    assertThatCode(new CommitGate(Duration.ZERO)::pass).doesNotThrowAnyException();
  }

  @Test
  void takesARangeBackThatWouldWaitTooLong() {
    CommitGate gate = new CommitGate(Duration.ZERO);
    gate.shut();
    assertThatThrownBy(gate::pass).isInstanceOf(CommitGate.StillShut.class);
    gate.open();
    assertThatCode(gate::pass).doesNotThrowAnyException();
  }

  @Test
  void letsARangePassThatWaits() {
    CommitGate gate = new CommitGate(Duration.ofMinutes(1));
    gate.shut();
    CompletableFuture<Void> range = CompletableFuture.runAsync(gate::pass);
    gate.open();
    range.join();
  }

  @Test
  void aThreadThatIsToldToEndDoesNotWait() {
    CommitGate gate = new CommitGate(Duration.ofMinutes(1));
    gate.shut();
    Thread.currentThread().interrupt();
    assertThatThrownBy(gate::pass).isInstanceOf(CommitGate.StillShut.class);
    assertThat(Thread.interrupted()).as("whoever waits next is told too").isTrue();
  }
}
