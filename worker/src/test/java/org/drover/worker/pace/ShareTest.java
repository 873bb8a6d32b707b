package org.drover.worker.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.Waiting;
import org.drover.worker.pace.Outcome.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShareTest {

  private static final int NODES = 1_000;
  private static final long MEBIBYTE = 1 << 20;

  private final Share share = new Share(16, 1024 * MEBIBYTE);
  private long now = 1_000_000;

  @Test
  void nobodyRunsBeforeTheFirstLease() {
    assertThat(held(0).signal()).isEqualTo("lease");
  }

  @Test
  void withoutBoundsEveryShardRunsAtOnce() {
    lease(1, null, null);
    for (int shard = 0; shard < 8; shard++) {
      assertThat(granted(shard)).isEqualTo(NODES);
    }
  }

  @Test
  void aLeaseWithoutBoundsDoesNotEnd() {
    lease(1, null, null);
    now += 10 * Lease.MILLIS;
    assertThat(granted(0)).isEqualTo(NODES);
  }

  // A guard may say stop, or a window end, while nobody can tell this node.
  @Test
  void nobodyRunsWhenAGuardedLeaseHasEndedEvenAtFullPace() {
    share.leased(new Lease("m", now, 1, null, null, 1_000, true, null), now);
    assertThat(granted(0)).isEqualTo(NODES);
    finish(0, NODES, 0);
    now += Lease.MILLIS;
    assertThat(held(0).signal()).isEqualTo("lease");
    share.leased(new Lease("m", now, 1, null, null, 1_000, true, null), now);
    assertThat(granted(0)).isEqualTo(NODES);
  }

  @Test
  void nobodyRunsWhenABoundedLeaseHasEnded() {
    lease(1, 1_000_000.0, null);
    now += Lease.MILLIS;
    assertThat(held(0).signal()).isEqualTo("lease");
    lease(1, 1_000_000.0, null);
    now += 1_000;
    assertThat(granted(0)).isEqualTo(NODES);
  }

  // Between two passes the pace may have become zero: no window, a thrown switch, a baseline.
  @Test
  void theLeaseOfOnePassIsNotTheNextOnes() {
    assertThat(share.begins(id(0), now)).isTrue();
    lease(1, null, null);
    granted(0);
    assertThat(share.begins(id(1), now)).isFalse();
    ShardId ofTheNext = new ShardId("m", 2, 0);
    assertThat(share.begins(ofTheNext, now)).isTrue();
    assertThat(share.ask(ofTheNext, NODES, now)).isInstanceOf(Share.Held.class);
    lease(1, null, null);
    assertThat(share.ask(ofTheNext, NODES, now)).isInstanceOf(Share.Granted.class);
  }

  @Test
  void anAnswerToAQuestionOfBeforeIsNotTheNextPassesLease() {
    share.begins(id(0), now);
    share.leased(new Lease("m", now - 1, 1, null, null, 1_000, false, null), now);
    assertThat(held(0).signal()).isEqualTo("lease");
  }

  // 1,000 nodes a second for a minute, by two shards whose ranges take no time at all.
  @Test
  void theRateIsKeptToWithinOneSecondsNodes() {
    long visited = 0;
    long begin = now;
    while (now < begin + 60_000) {
      lease(1, 1_000.0, null);
      for (int shard = 0; shard < 2; shard++) {
        if (ask(shard) instanceof Share.Granted granted) {
          int nodes = granted.permit().nodes();
          visited += nodes;
          share.finished(id(shard), nodes, 0, now);
        }
      }
      now += 10;
    }
    assertThat(visited).isBetween(59_000L, 61_000L);
  }

  @Test
  void whatARangeVisitedBeyondItsTokensIsOwed() {
    lease(1, 1_000.0, null);
    now += 1_000;
    int nodes = granted(0);
    share.finished(id(0), nodes + 2_000L, 0, now);
    assertThat(held(0).signal()).isEqualTo("rate");
    assertThat(((Share.Held) ask(0)).millis()).isEqualTo(2_000);
  }

  // A pace of a quarter with one shard: a range of a second is followed by three seconds' rest.
  @Test
  void aPaceBelowOneTransactionIsARangeAndThenARest() {
    lease(0.25, null, null);
    granted(0);
    now += 1_000;
    share.finished(id(0), NODES, 0, now);
    lease(0.25, null, null);
    assertThat(((Share.Held) ask(0)).millis()).isEqualTo(3_000);
    now += 3_000;
    lease(0.25, null, null);
    assertThat(granted(0)).isEqualTo(NODES);
  }

  @Test
  void aPaceOfHalfOfFourShardsIsTwoTransactions() {
    lease(0.5, null, null);
    for (int shard = 0; shard < 4; shard++) {
      share.waits(id(shard));
    }
    granted(0);
    granted(1);
    assertThat(held(2).signal()).isEqualTo("probe");
  }

  // Of one shard a tenth of a second's work, then nine tenths' rest; of four, four tenths.
  @Test
  void theLowerThePaceTheShorterTheRanges() {
    lease(0.1, null, null);
    assertThat(millis(0)).isEqualTo(100);
    share.gone(id(0), now);
    for (int shard = 0; shard < 4; shard++) {
      share.waits(id(shard));
    }
    assertThat(millis(0)).isEqualTo(400);
    share.gone(id(0), now);
    lease(0.001, null, null);
    assertThat(millis(1)).isEqualTo(40);
    share.gone(id(1), now);
    lease(1, null, null);
    assertThat(millis(2)).isEqualTo(1_000);
  }

  @Test
  void aPaceOfZeroRunsNothing() {
    lease(0, null, null);
    assertThat(held(0).throttled()).isTrue();
  }

  @Test
  void conflictsReduceWhatIsInFlightAndItComesBackOneByOne() {
    lease(1, null, null);
    for (int conflict = 0; conflict < 5; conflict++) {
      granted(0);
      share.failed(id(0), Failure.CONFLICT, now);
    }
    granted(0);
    assertThat(held(1)).extracting(Waiting::signal).isEqualTo("conflicts");
    assertThat(share.use().conflicts()).isEqualTo(5);
    for (int range = 0; range < 4; range++) {
      finish(0, NODES, 0);
      granted(0);
    }
    assertThat(granted(1)).isEqualTo(NODES);
  }

  // A thousand nodes take 100 ms, and then a second.
  @Test
  void latencyThatRisesReducesWhatIsInFlight() {
    lease(1, null, null);
    for (int round = 0; round < 100; round++) {
      everyShardRunsOneRange(100);
    }
    assertThat(share.use().inFlightMax()).isGreaterThanOrEqualTo(8);
    for (int round = 0; round < 20; round++) {
      everyShardRunsOneRange(1_000);
    }
    assertThat(share.use().inFlightMax()).isLessThanOrEqualTo(4);
  }

  // Nobody knows yet what nodes weigh: the database sees to it that no more comes than that.
  @Test
  void shardsShareABoundBeforeAnythingWasWeighed() {
    lease(1, null, 64 * MEBIBYTE);
    for (int shard = 0; shard < 8; shard++) {
      assertThat(room(shard)).isEqualTo(8 * MEBIBYTE);
    }
  }

  @Test
  void aBudgetWithoutABoundHasTheNodes() {
    Share small = new Share(16, 8 * MEBIBYTE);
    small.leased(new Lease("m", now, 1, null, null, 1_000, false, null), now);
    assertThat(((Share.Granted) small.ask(id(0), NODES, now)).permit().bytes()).isEqualTo(MEBIBYTE);
  }

  @Test
  void lightNodesAreGivenLittleRoomAndHeavyOnesComeInFewerNodes() {
    lease(1, null, 64 * MEBIBYTE);
    granted(0);
    finish(0, NODES, NODES * 50);
    assertThat(room(0)).isEqualTo(MEBIBYTE);
    for (int range = 0; range < 20; range++) {
      finish(0, 50, 50 * 200_000);
      assertThat(granted(0)).isLessThanOrEqualTo(NODES);
    }
    finish(0, 50, 50 * 200_000);
    Permit heavy = ((Share.Granted) ask(0)).permit();
    assertThat(heavy.bytes()).isBetween(32 * MEBIBYTE, 64 * MEBIBYTE);
    assertThat(heavy.nodes()).isBetween(100, 64 * (int) MEBIBYTE / 200_000);
  }

  @Test
  void aRangeWhoseFirstNodeNeedsMoreRoomWaitsForIt() {
    lease(1, null, 64 * MEBIBYTE);
    share.waits(id(1));
    granted(0);
    granted(1);
    share.tooHeavy(id(0), 60 * MEBIBYTE, now);
    assertThat(held(0).signal()).isEqualTo("memory");
    finish(1, 100, 1_000);
    assertThat(room(0)).isEqualTo(60 * MEBIBYTE);
    assertThat(share.use().bytesPeak()).isLessThanOrEqualTo(64 * MEBIBYTE);
  }

  /**
   * First light nodes and then heavy ones, by a database that sends no more than there is room for:
   * what is held never exceeds the bound.
   */
  @Test
  void whatRangesHoldNeverExceedsTheBound() {
    Random random = new Random(7);
    Queue<Permit> inFlight = new ArrayDeque<>();
    lease(1, null, 64 * MEBIBYTE);
    for (int step = 0; step < 20_000; step++) {
      now += 7;
      int shard = random.nextInt(6);
      boolean free = inFlight.stream().noneMatch(permit -> permit.shard().equals(id(shard)));
      if (free && ask(shard) instanceof Share.Granted granted) {
        inFlight.add(granted.permit());
      } else if (!inFlight.isEmpty()) {
        Permit done = inFlight.remove();
        long each = step < 5_000 ? 50 : 90_000 + random.nextInt(200_000);
        long visited = Math.min(done.nodes(), done.bytes() / each);
        if (visited == 0) {
          share.tooHeavy(done.shard(), each, now);
        } else {
          share.finished(done.shard(), visited, visited * each, now);
        }
      }
      assertThat(share.use().bytesPeak()).isLessThanOrEqualTo(64 * MEBIBYTE);
    }
    assertThat(share.use().bytesPeak()).isGreaterThan(32 * MEBIBYTE);
  }

  @Test
  void aSingleNodeBeyondTheBoundIsDoneAlone() {
    lease(1, null, MEBIBYTE);
    granted(0);
    share.tooHeavy(id(0), 5 * MEBIBYTE, now);
    assertThat(room(0)).isEqualTo(5 * MEBIBYTE);
    assertThat(held(1).signal()).isEqualTo("memory");
    finish(0, 1, 5 * MEBIBYTE);
    assertThat(granted(1)).isPositive();
  }

  @Test
  void aShardThatLeavesInTheMiddleOfARangeGivesBackWhatItHad() {
    lease(1, null, MEBIBYTE);
    granted(0);
    share.gone(id(0), now);
    assertThat(granted(1)).isEqualTo(NODES);
  }

  private void everyShardRunsOneRange(long millis) {
    Queue<Permit> permits = new ArrayDeque<>();
    for (int shard = 0; shard < 8; shard++) {
      if (ask(shard) instanceof Share.Granted granted) {
        permits.add(granted.permit());
      }
    }
    now += millis;
    permits.forEach(permit -> share.finished(permit.shard(), permit.nodes(), 0, now));
  }

  private void finish(int shard, long visited, long bytes) {
    share.finished(id(shard), visited, bytes, now);
  }

  private void lease(double pace, @Nullable Double rate, @Nullable Long bytes) {
    Waiting why = Waiting.throttled("probe", "12 ms", "11 ms", "probe: slow");
    share.leased(new Lease("m", now, pace, rate, bytes, 1_000, false, why), now);
  }

  private Share.Answer ask(int shard) {
    return share.ask(id(shard), NODES, now);
  }

  private int granted(int shard) {
    return ((Share.Granted) ask(shard)).permit().nodes();
  }

  private long room(int shard) {
    return ((Share.Granted) ask(shard)).permit().bytes();
  }

  private long millis(int shard) {
    return ((Share.Granted) ask(shard)).permit().rangeMillis();
  }

  private Waiting held(int shard) {
    return ((Share.Held) ask(shard)).why();
  }

  private static ShardId id(int shard) {
    return new ShardId("m", 1, shard);
  }
}
