package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
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
  private static final Waiting RETRY =
      new Waiting("retry", "a deadlock", null, false, "attempt 3 failed: it quotes a value");

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

  // Nobody works: after ten seconds it is told, and once.
  @Test
  void aStallIsJournaledWithWhatTheShardsWaitFor() {
    submit(PLAIN);
    ticks(30);
    assertThat(stalls()).hasSize(1);
    assertThat(stalls().getFirst())
        .isInstanceOfSatisfying(
            MigrationEvent.Stalled.class,
            stall -> assertThat(stall.why()).isEqualTo("every shard had no worker"));

    progress(0, RETRY);
    tick();
    finished(0, 1);
    tick();
    assertThat(stalls()).hasSize(2);
    assertThat(stalls().getLast())
        .isInstanceOfSatisfying(
            MigrationEvent.StallEnded.class,
            end ->
                assertThat(end.why())
                    .isEqualTo("every shard had no worker; 1 of 2 shards tried again: a deadlock"));
  }

  // A range may take its minute.
  @Test
  void whileARangeIsInFlightAStallIsJournaledOnlyAfterAMinute() {
    submit(PLAIN);
    awaitAskedToRun(0, 1);
    reporting(40, null, RETRY);
    assertThat(stalls()).isEmpty();
    reporting(40, null, RETRY);
    assertThat(stalls()).hasSize(1);
  }

  @Test
  void whatIsHeldBackIsNotJournaledAsAStall() {
    submit(PLAIN);
    reporting(RATE, RATE);
    assertThat(stalls()).isEmpty();
  }

  @Test
  void aPauseEndsAStall() {
    submit(PLAIN);
    ticks(30);
    order(new MigrationRequest.Pause("eve", "lunch", anybody()));
    ticks(30);
    assertThat(stalls()).hasSize(2);
    assertThat(stalls().getLast()).isInstanceOf(MigrationEvent.StallEnded.class);
  }

  // Who takes over knows of the stall from the journal, and tells only its end.
  @Test
  void aStallOutlivesItsCoordinator() {
    submit(PLAIN);
    ticks(30);
    restart();
    ticks(30);
    assertThat(stalls()).hasSize(1);
    finished(0, 1);
    tick();
    assertThat(stalls()).hasSize(2);
  }

  private List<Object> stalls() {
    return events().stream()
        .filter(
            event ->
                event instanceof MigrationEvent.Stalled
                    || event instanceof MigrationEvent.StallEnded)
        .toList();
  }

  private void finished(int number, long ranges) {
    migration.tell(
        new MigrationRequest.ShardProgressed(
            new ShardId("people", 1, number),
            "worker:1",
            1,
            ranges,
            Tally.NONE,
            MigrationScene.whole(number),
            null));
  }

  private void reporting(@Nullable Waiting first, @Nullable Waiting second) {
    awaitAskedToRun(0, 1);
    reporting(80, first, second);
  }

  private void reporting(int seconds, @Nullable Waiting first, @Nullable Waiting second) {
    for (int passed = 0; passed < seconds; passed += 5) {
      progress(0, first);
      progress(1, second);
      tick(5);
    }
  }
}
