package org.drover.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who begins a cluster where no seed is configured. */
final class FoundingIT {

  private static final Duration LATELY = Duration.ofSeconds(10);

  private final MemberTable table = TestPostgres.journal(TestPostgres.emptyDatabase()).members();

  @Test
  void ofManyWhoStartAtOnceExactlyOneBeginsACluster() throws Exception {
    List<Callable<Boolean>> members = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String address = "10.1.0." + i + ":7481";
      members.add(() -> table.found(address, List.of(), LATELY));
    }
    int founders = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> founded : threads.invokeAll(members)) {
        founders += founded.get() ? 1 : 0;
      }
    }

    assertThat(founders).isEqualTo(1);
    assertThat(table.seenWithin(LATELY)).hasSize(1);
    String founder = table.seenWithin(LATELY).getFirst();
    assertThat(table.found(founder, List.of(), LATELY)).as("asking again").isTrue();
    assertThat(table.found("10.1.0.9:7481", List.of(), LATELY)).as("one that is late").isFalse();
    assertThat(table.found("10.1.0.9:7481", List.of(founder), LATELY))
        .as("where the founder died at once")
        .isTrue();
  }
}
