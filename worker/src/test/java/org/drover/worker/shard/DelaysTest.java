package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.Delay.Retries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of waits and of attempts that failed, on a clock that the test turns. */
class DelaysTest {

  private final GraphException deadlock = failure("a deadlock");

  private long millis = 1_000_000;
  private final Delays delays = new Delays(() -> Instant.ofEpochMilli(millis));

  private static GraphException failure(String brief) {
    return new GraphException(Kind.TRANSIENT, "the whole message", null, "reason", brief);
  }

  private void pass(long more) {
    millis += more;
  }

  @BeforeEach
  void takeOver() {
    delays.beginTakeover();
    delays.endTakeover();
  }

  @Test
  void aRangeThatNothingHeldUpHasNoDelay() {
    delays.begin();
    pass(5_000);
    assertThat(delays.take(5_000)).isNull();
  }

  @Test
  void waitsAreAddedUpBySignalAndShortOnesAreNotWorthAWord() {
    delays.waitFor("rate");
    pass(400);
    delays.waitFor("memory");
    pass(1_000);
    delays.waitFor("rate");
    pass(300);
    delays.goOn();
    pass(9_000);
    delays.waitFor("journal");
    pass(99);
    delays.begin();

    assertThat(delays.take(0)).isEqualTo(new Delay(Map.of("rate", 700L, "memory", 1_000L), null));
    assertThat(delays.take(0)).as("the next range begins anew").isNull();
  }

  // Two attempts and the pauses behind them: 12 s from the first to the one that succeeds.
  @Test
  void attemptsThatFailedAreCountedFromTheFirstUntilTheOneThatDoesNot() {
    delays.begin();
    pass(2_000);
    assertThat(delays.fail(failure("no connection to the database"))).isNull();
    pass(3_000);
    delays.begin();
    pass(2_000);
    assertThat(delays.fail(deadlock)).isNull();
    pass(5_000);
    delays.begin();
    pass(60_000);

    assertThat(delays.take(60_000))
        .isEqualTo(new Delay(Map.of(), new Retries(2, 12_000, "a deadlock")));
    assertThat(delays.take(60_000)).isNull();
  }

  // A minute of trying, once a second: at 10, 20 and 40 seconds.
  @Test
  void whatIsTriedForLongIsToldEachTimeThatItHasTakenTwiceAsLong() {
    int told = 0;
    for (int second = 0; second < 60; second++) {
      delays.begin();
      pass(1_000);
      told += delays.fail(deadlock) == null ? 0 : 1;
    }
    assertThat(told).isEqualTo(3);
  }

  // Whoever slept in a transaction failed once when he wakes, and may have a successor by then.
  @Test
  void oneFailureIsNotToldHoweverLongItTook() {
    delays.begin();
    pass(600_000);
    assertThat(delays.fail(deadlock)).isNull();
    delays.begin();
    pass(1_000);
    assertThat(delays.fail(deadlock)).isEqualTo(new Retries(2, 601_000, "a deadlock"));
  }

  @Test
  void nothingIsToldBeforeTheShardIsTakenOverAndAllOfItAfterwards() {
    Delays fresh = new Delays(() -> Instant.ofEpochMilli(millis));
    fresh.beginTakeover();
    pass(30_000);
    assertThat(fresh.fail(deadlock)).isNull();
    fresh.beginTakeover();
    pass(500);
    fresh.endTakeover();
    fresh.begin();

    assertThat(fresh.take(0))
        .isEqualTo(new Delay(Map.of("fence", 30_500L), new Retries(1, 30_500, "a deadlock")));
  }

  // Its journal is not counted yet, and what failed before belongs to the same range.
  @Test
  void aRunnerThatTakesAnothersPlaceTellsAtTheEndOfWhatHeldBothUp() {
    delays.begin();
    pass(15_000);
    delays.fail(failure("no connection to the database"));
    delays.beginRunner();
    delays.beginTakeover();
    pass(1_000);
    assertThat(delays.fail(deadlock)).isNull();
    delays.beginTakeover();
    delays.endTakeover();
    delays.begin();

    assertThat(delays.take(0))
        .isEqualTo(new Delay(Map.of("fence", 1_000L), new Retries(2, 16_000, "a deadlock")));
  }

  // A server that stands still while it commits is met by no failure: it has committed.
  @Test
  void aCommitThatIsAnsweredLateIsAWait() {
    delays.begin();
    pass(16_000);
    assertThat(delays.take(1_000)).isEqualTo(new Delay(Map.of("commit", 15_000L), null));

    delays.begin();
    pass(1_900);
    assertThat(delays.take(1_000)).as("it took its time").isNull();
  }

  @Test
  void anAttemptInVainIsAWait() {
    delays.begin();
    pass(500);
    delays.inVain("journal");
    delays.begin();

    assertThat(delays.take(0)).isEqualTo(new Delay(Map.of("journal", 500L), null));
  }

  @Test
  void aClockThatIsSetBackBreaksNothing() {
    delays.waitFor("rate");
    pass(-5_000);
    delays.begin();
    delays.fail(deadlock);
    pass(-5_000);
    delays.begin();

    assertThat(delays.take(0)).isEqualTo(new Delay(Map.of(), new Retries(1, 0, "a deadlock")));
  }
}
