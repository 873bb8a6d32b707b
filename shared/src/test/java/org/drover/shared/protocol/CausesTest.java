package org.drover.shared.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class CausesTest {

  private final IllegalStateException failure = new IllegalStateException("no");

  @Test
  void whatAStageHasWrappedIsTakenOut() {
    assertThat(Causes.of(new CompletionException(failure))).isSameAs(failure);
  }

  @Test
  void whatNoneHasWrappedIsTheCauseItself() {
    CompletionException bare = new CompletionException("no cause", null);

    assertThat(Causes.of(failure)).isSameAs(failure);
    assertThat(Causes.of(bare)).isSameAs(bare);
  }
}
