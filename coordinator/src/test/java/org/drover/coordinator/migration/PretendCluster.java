package org.drover.coordinator.migration;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.drover.coordinator.governor.Reading;
import org.drover.coordinator.governor.Signals;
import org.drover.coordinator.plan.PassPlan;
import org.drover.coordinator.plan.Removed;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Marker;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.spec.Spec;
import org.jspecify.annotations.Nullable;

/** What a migration sees of the cluster: plans of three shards, and a record of what was asked. */
final class PretendCluster implements MigrationWork {

  /** A request, and to which shard. */
  record Asked(ShardId shard, ShardRequest request) {}

  static final List<ShardPlan> SHARDS = List.of(shard(0), shard(1), shard(2));

  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> announced = new ConcurrentLinkedQueue<>();
  private volatile Examination examination = Examination.NOTHING;
  private volatile @Nullable GraphException examinationFails;
  private final AtomicInteger plannings = new AtomicInteger();
  private final AtomicInteger watching = new AtomicInteger();
  private final AtomicInteger removals = new AtomicInteger();
  private final Queue<LookingBack> lookedBack = new ConcurrentLinkedQueue<>();
  private volatile CompletionStage<Removed> removal =
      CompletableFuture.completedFuture(new Removed(7, 1));
  private volatile boolean planningHeld;
  private volatile @Nullable String damage;
  private volatile @Nullable String fences;
  private volatile long highest;
  private volatile boolean whole = true;
  private final Map<Slice, ShardId> splitsOfGraph = new ConcurrentHashMap<>();
  private volatile Signals signals = Signals.NONE;
  private volatile Map<Integer, Double> watchedWith = Map.of();
  private volatile Map<String, Double> readBy = Map.of();
  private volatile CheckOutcome outcome = new CheckOutcome.Fits();
  private volatile PassPlan plan = new PassPlan("as the test wants it", 30, SHARDS);

  /** What the guards say from now on. */
  void signalsAre(Signals now) {
    signals = now;
  }

  /** How many watches were begun and not ended. */
  int watching() {
    return watching.get();
  }

  /** The baselines with which the last watch began. */
  Map<Integer, Double> watchedWith() {
    return watchedWith;
  }

  void answerCheckWith(CheckOutcome answer) {
    outcome = answer;
  }

  /** How the graph is before every pass from now on. */
  void baselineIs(Baseline before) {
    plan = plan.after(before);
  }

  /** With which transforms of operators' own every pass is planned from now on. */
  void plannedBy(Map<String, String> versions) {
    plan = plan.by(versions);
  }

  void planNothing() {
    plan = new PassPlan("there is nothing to visit", 0, List.of());
  }

  /** From now on no plan is ever ready. */
  void holdPlanning() {
    planningHeld = true;
  }

  /** How many times a plan was asked for. */
  int plannings() {
    return plannings.get();
  }

  /** Numbers of the shards that were asked to run since the last call. */
  Set<Integer> takeAskedToRun() {
    return take(ShardRequest.Run.class);
  }

  Set<Integer> takeAskedToHalt() {
    return take(ShardRequest.Halt.class);
  }

  /** The last request to run; null if nothing was asked since the last call of the others. */
  ShardRequest.@Nullable Run lastRun() {
    ShardRequest.Run last = null;
    for (Asked one : asked) {
      last = one.request() instanceof ShardRequest.Run run ? run : last;
    }
    return last;
  }

  private Set<Integer> take(Class<? extends ShardRequest> type) {
    Set<Integer> numbers = new HashSet<>();
    for (Asked one = asked.poll(); one != null; one = asked.poll()) {
      if (type.isInstance(one.request())) {
        numbers.add(one.shard().number());
      }
    }
    return numbers;
  }

  @Override
  public CompletionStage<CheckOutcome> check(Spec spec) {
    return CompletableFuture.completedFuture(outcome);
  }

  @Override
  public CompletionStage<PassPlan> plan(Spec spec, PassOrder order, LookingBack back) {
    lookedBack.add(back);
    plannings.incrementAndGet();
    return planningHeld ? new CompletableFuture<>() : CompletableFuture.completedFuture(plan);
  }

  @Override
  public CompletionStage<Removed> removeRecords(String migration) {
    removals.incrementAndGet();
    return removal;
  }

  /** How many times the records of a migration were to be removed. */
  int removals() {
    return removals.get();
  }

  /** How a removal of records ends from now on. */
  void removalIs(CompletionStage<Removed> now) {
    removal = now;
  }

  /** What passes were to look back at, in the order in which they were planned. */
  List<LookingBack> lookedBack() {
    return List.copyOf(lookedBack);
  }

  @Override
  public CompletionStage<ShardId> prepareRest(
      Spec spec, PassKind kind, ShardId proposed, ShardPlan rest, Set<Integer> others) {
    return CompletableFuture.completedFuture(splitsOfGraph.getOrDefault(rest.slice(), proposed));
  }

  /** The graph has a fence of this slice, of a split that the journal does not know. */
  void graphKnows(ShardId shard, Slice slice) {
    splitsOfGraph.put(slice, shard);
  }

  /** What is found about every pass from now on. */
  void examinationIs(Examination now) {
    examination = now;
  }

  /** Why no pass can be looked at from now on; null if they can. */
  void examinationFails(@Nullable GraphException why) {
    examinationFails = why;
  }

  /** Phases that were said in the graph, in their order. */
  List<String> announced() {
    return List.copyOf(announced);
  }

  /** What the fences say that the journal does not, at the end of every pass; null if nothing. */
  void fencesSay(@Nullable String question) {
    fences = question;
  }

  @Override
  public CompletionStage<Optional<String>> compareFences(EndedPass pass) {
    return CompletableFuture.completedFuture(Optional.ofNullable(fences));
  }

  @Override
  public CompletionStage<Examination> examine(ExaminationOrder order) {
    GraphException failure = examinationFails;
    return failure == null
        ? CompletableFuture.completedFuture(examination)
        : CompletableFuture.failedFuture(failure);
  }

  @Override
  public CompletionStage<Boolean> announce(Spec spec, Marker marker) {
    announced.add(marker.phase());
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletionStage<Boolean> withdraw(Spec spec) {
    announced.add("gone");
    return CompletableFuture.completedFuture(true);
  }

  /** By which thresholds the signals were read last. */
  Map<String, Double> thresholds() {
    return readBy;
  }

  @Override
  public Signals watch(Spec spec, Map<Integer, Double> baselines) {
    watchedWith = baselines;
    watching.incrementAndGet();
    return new Signals() {
      @Override
      public List<Reading> read(long now, Map<String, Double> thresholds) {
        readBy = thresholds;
        return signals.read(now, thresholds);
      }

      @Override
      public Map<Integer, Double> baselines() {
        return signals.baselines();
      }

      @Override
      public @Nullable Measuring measuring() {
        return signals.measuring();
      }

      @Override
      public void close() {
        watching.decrementAndGet();
      }
    };
  }

  @Override
  public CompletionStage<Long> highestSequence(String persistenceId) {
    return CompletableFuture.completedFuture(highest);
  }

  /** What cannot be replayed of the journal; null if all can. */
  void damageIs(@Nullable String why) {
    damage = why;
  }

  @Override
  public CompletionStage<Optional<String>> damage(String migration) {
    return CompletableFuture.completedFuture(Optional.ofNullable(damage));
  }

  @Override
  public CompletionStage<Boolean> isWhole(String persistenceId) {
    return CompletableFuture.completedFuture(whole);
  }

  /** The journal's table holds events up to that number. */
  void journalHolds(long last, boolean all) {
    highest = last;
    whole = all;
  }

  @Override
  public void tell(ShardId shard, ShardRequest request) {
    asked.add(new Asked(shard, request));
  }

  private static ShardPlan shard(int number) {
    return new ShardPlan(
        number, new Keyspace.Ids(100_000), Slice.ids(number * 10L, number * 10L + 10), 10);
  }
}
