package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Which migrations that finish nothing are stalled, and which are healthy. */
@Order(2)
class StallTest extends PaceScene {

  private static final Waiting RATE = Waiting.throttled("rate", "5/s", "5/s", "rate: slow");
  private static final Waiting LATENCY = Waiting.throttled("latency", "1", "1", "latency: slow");
  private static final Waiting RETRY = Waiting.on("retry", "attempt 3 failed: a deadlock");

  @Test
  void whatFinishesNothingForAMinuteThoughNothingHoldsItBackIsStalled() {
    submit(PLAIN);
    reporting(null, null);
    assertThat(paceOf(view()).stalled()).isNotNull();
  }

  @Test
  void whatIsHeldBackByItsRateIsNot() {
    submit(PLAIN);
    reporting(RATE, RATE);
    assertThat(paceOf(view()).stalled()).isNull();
  }

  @Test
  void oneShardThatIsHeldBackExcusesNoOther() {
    submit(PLAIN);
    reporting(RATE, RETRY);
    assertThat(paceOf(view()).stalled()).isNotNull();
  }

  @Test
  void whatANodeBoundsByItselfIsNoReasonToFinishNothing() {
    submit(PLAIN);
    reporting(LATENCY, LATENCY);
    assertThat(paceOf(view()).stalled()).isNotNull();
  }

  @Test
  void theSignalThatHoldsThePaceDownIsAReason() {
    cluster.signalsAre(cpu(95));
    submit(GUARDED);
    Waiting guard = Waiting.throttled("database-cpu", "95%", "80%", "database-cpu is high");
    reporting(guard, guard);
    assertThat(paceOf(view()).stalled()).isNull();
  }

  // The last that was heard of the shards was that they were held back, ten minutes ago.
  @Test
  void shardsThatAreSilentExcuseNothing() {
    submit(PLAIN);
    reporting(RATE, RATE);
    ticks(90);
    assertThat(paceOf(view()).stalled()).isNotNull();
  }

  @Test
  void aPauseIsNoStallAndNeitherIsWhatFollowsIt() {
    submit(PLAIN);
    order(new MigrationRequest.Pause("eve", "lunch", anybody()));
    ticks(90);
    assertThat(paceOf(view()).stalled()).isNull();
    order(new MigrationRequest.Resume("eve", "lunch is over", null, anybody()));
    tick();
    assertThat(paceOf(view()).stalled()).isNull();
    ticks(90);
    assertThat(paceOf(view()).stalled()).isNotNull();
  }

  @Test
  void aClosedWindowIsNoStall() {
    submit(PLAIN.replace("{workers: 2}", "{workers: 2, windows: [\"20:00-21:00 UTC\"]}"));
    ticks(90);
    assertThat(paceOf(view()).stalled()).isNull();
  }

  private void reporting(@Nullable Waiting first, @Nullable Waiting second) {
    awaitAskedToRun(0, 1);
    for (int passed = 0; passed < 80; passed += 5) {
      progress(0, first);
      progress(1, second);
      tick(5);
    }
  }
}
