package org.drover.coordinator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RollCallTest {

  private final RollCall<String> call = new RollCall<>();

  @Test
  void everybodyIsHeardInTheOrderInWhichTheyWereAsked() {
    CompletableFuture<String> late = new CompletableFuture<>();
    call.expect("a", late);
    call.expect("b", CompletableFuture.completedFuture("of b"));
    CompletableFuture<?> heard = call.heard().toCompletableFuture();
    assertThat(heard).isNotDone();

    late.complete("of a");
    assertThat(heard.join()).isEqualTo(List.of("of a", "of b"));
  }

  @Test
  void whoDoesNotAnswerIsNamedWhenTheOthersHaveObeyed() {
    CompletableFuture<String> late = new CompletableFuture<>();
    call.expect("a", CompletableFuture.failedFuture(new TimeoutException("ten seconds")));
    call.expect("b", late);
    CompletableFuture<?> heard = call.heard().toCompletableFuture();
    assertThat(heard).as("the others are waited for").isNotDone();

    late.complete("of b");
    assertThatThrownBy(heard::join)
        .hasCauseInstanceOf(RollCall.Mute.class)
        .hasMessageContaining("1 of 2 migrations did as they were told; not known of: 'a' (ten");
  }
}
