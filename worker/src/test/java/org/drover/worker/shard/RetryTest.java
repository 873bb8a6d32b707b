package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryTest {

  private final GraphException away =
      new GraphException(Kind.UNREACHABLE, "no route to host", null);

  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

  // Somebody is asked, but not at night for a database that is started anew.
  @Test
  void itIsTriedForAboutAnHour() {
    Duration waited = Duration.ZERO;
    int attempt = 1;
    for (Retry retry = at(1); retry != null; retry = at(++attempt)) {
      waited = waited.plus(retry.pause());
    }
    assertThat(waited).isBetween(Duration.ofMinutes(35), Duration.ofMinutes(75));
  }

  @Test
  void whoWatchesReadsWhyAndWhoReadsTheLogWhatFollows() {
    Retry retry = new Retry(away, 3, Duration.ofMillis(750));

    assertThat(retry.why().text()).isEqualTo("attempt 3 failed: no route to host");
    assertThat(retry.next()).isEqualTo("attempt 3 failed; again in 750 ms");
  }

  private @Nullable Retry at(int attempt) {
    return Retry.after(away, attempt, random);
  }
}
