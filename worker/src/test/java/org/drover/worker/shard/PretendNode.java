package org.drover.worker.shard;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.JournalRows;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.protocol.Waiting;
import org.drover.worker.pace.Outcome;
import org.drover.worker.pace.Pacer;
import org.drover.worker.pace.Permit;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeSizer;
import org.jspecify.annotations.Nullable;

/** A worker node whose calls to the graph happen at once, or when the test turns the crank. */
final class PretendNode implements ShardWork {

  private final PretendGraph graph;
  private final ActorRef<MigrationRequest> migration;
  private final ToLongFunction<String> journaled;
  private final RangeSizer sizer = new RangeSizer(Duration.ofSeconds(1), 10_000);
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
  private final ActorRef<Pacer.Command> pacer;
  private volatile @Nullable Waiting heldBack;
  private volatile long room = 1 << 20;
  private volatile boolean holding;
  private volatile long eventsLost;
  private final AtomicInteger eventsLate = new AtomicInteger();

  /**
   * @param journaled how many events the journal holds of a persistence id
   */
  PretendNode(
      ActorTestKit kit,
      PretendGraph graph,
      ActorRef<MigrationRequest> migration,
      ToLongFunction<String> journaled) {
    this.pacer = kit.spawn(Behaviors.receiveMessage(this::onPaceCommand));
    this.graph = graph;
    this.migration = migration;
    this.journaled = journaled;
  }

  /** From now on no range gets a permit, for this reason; null to give permits again. */
  void holdBack(@Nullable Waiting why) {
    heldBack = why;
  }

  private Behavior<Pacer.Command> onPaceCommand(Pacer.Command command) {
    if (command instanceof Pacer.Return returned
        && returned.outcome() instanceof Outcome.TooHeavy heavy) {
      room = heavy.bytes();
    }
    if (command instanceof Pacer.Ask ask) {
      Waiting why = heldBack;
      ask.replyTo()
          .tell(
              why == null
                  ? new Pacer.Granted(new Permit(ask.shard(), ask.nodes(), room, 1, 1_000))
                  : new Pacer.Held(why));
    }
    return Behaviors.same();
  }

  @Override
  public ActorRef<Pacer.Command> pacer() {
    return pacer;
  }

  /** From now on calls wait for {@link #crank}. */
  void hold() {
    holding = true;
  }

  /** How many calls wait. */
  int held() {
    return held.size();
  }

  /** Lets one held call happen; false if there is none. */
  boolean crank() {
    Runnable call = held.poll();
    if (call == null) {
      return false;
    }
    call.run();
    return true;
  }

  /** So many more events are in the journal's table than are replayed. */
  void loseEventsOnReplay(long count) {
    eventsLost = count;
  }

  /** When the table is asked next, it holds so many more events than were replayed, and all. */
  void acknowledgeLate(int count) {
    eventsLate.set(count);
  }

  @Override
  public RangeStore store(ShardRequest.Run run) {
    return graph;
  }

  @Override
  public RangeOperation operation(ShardRequest.Run run, ShardPlan plan, CommitGate gate) {
    return graph.upTo(plan.slice().to().id(), gate);
  }

  @Override
  public @Nullable Key middle(
      ShardRequest.Run run, ShardPlan plan, @Nullable Key cursor, long left) {
    long from = cursor == null ? 0 : cursor.id();
    return Key.of(from + (plan.slice().to().id() - from) / 2);
  }

  @Override
  public RangeSizer sizer(ShardRequest.Run run) {
    return sizer;
  }

  @Override
  public JournalRows rows() {
    return new JournalRows() {
      @Override
      public long highestSequenceNr(String persistenceId) {
        return journaled.applyAsLong(persistenceId) + eventsLost + eventsLate.getAndSet(0);
      }

      @Override
      public Stream<JournalEntry> entries(String persistenceId) {
        return Stream.of(
            new JournalEntry(persistenceId, 1, Shards.assigned(Shards.over(0, 10))),
            new JournalEntry(persistenceId, 2, Shards.range(7, 0, 10)));
      }

      @Override
      public boolean isWhole(String persistenceId) {
        return eventsLost == 0;
      }
    };
  }

  @Override
  public <T> CompletionStage<T> blocking(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable call =
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        };
    if (holding) {
      held.add(call);
    } else {
      call.run();
    }
    return result;
  }

  @Override
  public void report(String migrationId, MigrationRequest message) {
    migration.tell(message);
  }

  @Override
  public String node() {
    return "worker:1";
  }
}
