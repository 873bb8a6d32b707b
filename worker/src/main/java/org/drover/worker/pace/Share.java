package org.drover.worker.pace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.NodeUse;
import org.drover.shared.protocol.Waiting;
import org.drover.shared.spec.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * One migration's share of a worker node: decides which of its shards may run a range, how large,
 * and if none, why. Every time is in milliseconds of the node's own clock.
 */
final class Share {

  /** What came of asking for a permit. */
  sealed interface Answer {}

  /** The shard may run a range of at most the permit's size now. */
  record Granted(Permit permit) implements Answer {}

  /**
   * Wait.
   *
   * @param millis after which it may be otherwise; {@link Long#MAX_VALUE} if only something else
   *     that happens can change it
   */
  record Held(Waiting why, long millis) implements Answer {}

  private record Running(Permit permit, long since) {}

  /**
   * Ranges of thousands of nodes: a sixteenth tells their weight well, and costs next to nothing.
   */
  private static final int SAMPLE = 16;

  private static final long NEVER = Long.MAX_VALUE;

  /**
   * Below full pace somebody else is listened to, so a range and its rest are over in so long: one
   * large range would be felt by all who ask meanwhile, however long it rests afterwards.
   */
  private static final double CYCLE_MILLIS = 1_000;

  /** A range costs a fence and a record, whatever it holds. */
  private static final long RANGE_MILLIS_MIN = 40;

  private final InFlightLimit limit;
  private final RateBucket rate = new RateBucket();
  private final long bytesMax;
  private final ByteBound memory;
  private final WorkingTime time = new WorkingTime();
  private final Set<ShardId> shards = new HashSet<>();
  private final Set<ShardId> held = new HashSet<>();
  private final Map<ShardId, Running> running = new HashMap<>();
  private final Map<ShardId, Long> needed = new HashMap<>();
  private @Nullable Lease lease;
  private int pass;
  private long since = Long.MIN_VALUE;
  private long finished;
  private long conflicts;
  private long errors;

  /**
   * @param inFlightMax never more transactions than this
   * @param bytesMax that ranges may hold where the budget has no bound
   */
  Share(int inFlightMax, long bytesMax) {
    this.limit = new InFlightLimit(inFlightMax);
    this.bytesMax = bytesMax;
    this.memory = new ByteBound(bytesMax);
  }

  /**
   * A shard is about to ask. What was leased for another pass does not count for its own: a new
   * pass may begin with a pace of zero, while its probes are measured or outside a window.
   *
   * @return whether a lease must be asked for now
   */
  boolean begins(ShardId shard, long now) {
    if (hasShards() && shard.pass() <= pass) {
      return false;
    }
    pass = Math.max(pass, shard.pass());
    lease = null;
    since = now;
    return true;
  }

  /** A shard waits behind another of this migration. */
  void waits(ShardId shard) {
    shards.add(shard);
    held.add(shard);
  }

  /** A lease came; one that is older than what is known, or than the pass, changes nothing. */
  void leased(Lease fresh, long now) {
    Lease known = lease;
    if (fresh.stamp() < since || (known != null && fresh.stamp() < known.stamp())) {
      return;
    }
    time.pass(now, running.size());
    lease = fresh;
    rate.set(fresh.nodesPerSecond(), now);
    Long bytes = fresh.memoryBytes();
    memory.set(bytes == null ? bytesMax : bytes);
  }

  Answer ask(ShardId shard, int nodes, long now) {
    shards.add(shard);
    Answer answer = answer(shard, nodes, now);
    if (answer instanceof Granted) {
      held.remove(shard);
    } else {
      held.add(shard);
    }
    return answer;
  }

  private Answer answer(ShardId shard, int nodes, long now) {
    Lease current = lease;
    if (current == null) {
      return new Held(
          Waiting.on("lease", "this node has asked for its share of the budget"), NEVER);
    }
    if (current.bounded() && now >= current.stamp() + Lease.MILLIS) {
      return new Held(ended(current), NEVER);
    }
    Held slow = inTime(current, now);
    if (slow != null) {
      return slow;
    }
    int most = limit.most();
    if (running.size() >= most) {
      return new Held(tooMany(most), NEVER);
    }
    int wanted = rate.rangeMax(nodes);
    ByteBound.Room room = memory.room(wanted, shards.size(), needed.getOrDefault(shard, 0L));
    if (room == null) {
      return new Held(full(), NEVER);
    }
    long untilTokens = rate.millisUntil(room.nodes(), now);
    if (untilTokens > 0) {
      return new Held(fastEnough(), untilTokens);
    }
    return new Granted(begin(shard, room, current, now));
  }

  private @Nullable Held inTime(Lease current, long now) {
    double slots = Math.min(shards.size(), limit.most());
    time.pass(now, running.size());
    time.allow(current.pace() >= 1 ? Double.POSITIVE_INFINITY : current.pace() * slots);
    Waiting why = current.why();
    if (running.size() >= time.slots()) {
      return new Held(why == null ? slowed(current) : why, NEVER);
    }
    long rest = time.millisUntilPaid();
    return rest > 0 ? new Held(why == null ? slowed(current) : why, rest) : null;
  }

  private Permit begin(ShardId shard, ByteBound.Room room, Lease current, long now) {
    Permit permit =
        new Permit(shard, room.nodes(), room.bytes(), weighedOneIn(current), rangeMillis(current));
    memory.reserve(room.bytes());
    rate.take(room.nodes());
    needed.remove(shard);
    running.put(shard, new Running(permit, now));
    return permit;
  }

  /** A bound that somebody set is kept to the byte; the one that protects the heap may be near. */
  private static int weighedOneIn(Lease current) {
    return current.memoryBytes() == null ? SAMPLE : 1;
  }

  /** As long as was ordered, or as short as the pace needs. */
  private long rangeMillis(Lease current) {
    double working = CYCLE_MILLIS * Math.min(1, time.allowed());
    return current.pace() >= 1
        ? current.rangeMillis()
        : Math.min(current.rangeMillis(), Math.max(RANGE_MILLIS_MIN, Math.round(working)));
  }

  /**
   * A range is committed.
   *
   * @param bytes that its columns held
   */
  void finished(ShardId shard, long visited, long bytes, long now) {
    int inFlight = running.size();
    Running done = end(shard, now);
    if (done == null) {
      return;
    }
    finished++;
    Permit permit = done.permit();
    memory.weigh(permit.bytes(), visited, bytes);
    memory.release(permit.bytes());
    rate.settle(permit.nodes(), visited);
    limit.finished(permit.nodes(), visited, now - done.since(), inFlight);
  }

  /** A range was not read: its first members need more room. Its next one gets it. */
  void tooHeavy(ShardId shard, long bytes, long now) {
    Running ended = end(shard, now);
    if (ended == null) {
      return;
    }
    memory.release(ended.permit().bytes());
    rate.settle(ended.permit().nodes(), 0);
    needed.put(shard, bytes);
  }

  /** A range was not committed, or nobody knows. */
  void failed(ShardId shard, Outcome.Failure failure, long now) {
    int inFlight = running.size();
    Running done = end(shard, now);
    if (done == null) {
      return;
    }
    memory.release(done.permit().bytes());
    rate.settle(done.permit().nodes(), 0);
    switch (failure) {
      case CONFLICT, MEMORY -> {
        conflicts++;
        limit.gaveWay(inFlight);
      }
      case OTHER -> errors++;
      case REFUSED -> {}
    }
  }

  /** A shard is not worked on here any more. */
  void gone(ShardId shard, long now) {
    Running left = end(shard, now);
    if (left != null) {
      memory.release(left.permit().bytes());
    }
    shards.remove(shard);
    held.remove(shard);
    needed.remove(shard);
  }

  private @Nullable Running end(ShardId shard, long now) {
    time.pass(now, running.size());
    return running.remove(shard);
  }

  boolean hasShards() {
    return !shards.isEmpty();
  }

  /** What happened since the last call. */
  NodeUse use() {
    NodeUse use =
        new NodeUse(
            shards.size(),
            held.size(),
            running.size(),
            limit.most(),
            memory.held(),
            memory.peak(),
            finished,
            conflicts,
            errors);
    finished = 0;
    conflicts = 0;
    errors = 0;
    return use;
  }

  private Waiting tooMany(int most) {
    return Waiting.throttled(
        limit.signal(),
        running.size() + " in flight",
        Integer.toString(most),
        "%s: %d transactions in flight on this node, %d at most for now"
            .formatted(limit.signal(), running.size(), most));
  }

  private Waiting full() {
    String held = mebibytes(memory.held());
    String most = Amounts.ofBytes(memory.bound());
    return Waiting.throttled(
        "memory",
        held,
        most,
        "memory: ranges in flight hold %s of %s, a node takes about %d bytes"
            .formatted(held, most, Math.round(memory.perNode())));
  }

  private Waiting fastEnough() {
    Double perSecond = rate.perSecond();
    String most = perSecond == null ? "none" : decimal(perSecond) + "/s";
    return Waiting.throttled(
        "rate",
        most,
        most,
        "rate: this node's share is %s nodes a second"
            .formatted(decimal(perSecond == null ? 0 : perSecond)));
  }

  private static Waiting slowed(Lease lease) {
    String pace = decimal(100 * lease.pace()) + "%";
    return Waiting.throttled("pace", pace, "100%", "pace: " + pace);
  }

  private static Waiting ended(Lease lease) {
    return Waiting.throttled(
        "lease",
        "ended",
        Lease.MILLIS + " ms",
        "lease: no coordinator has renewed this node's share of the budget of %s for %d ms"
            .formatted(lease.migration(), Lease.MILLIS));
  }

  private static String mebibytes(long bytes) {
    return decimal(bytes / (double) (1 << 20)) + "MiB";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }
}
