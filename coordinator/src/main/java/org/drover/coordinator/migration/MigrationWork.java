package org.drover.coordinator.migration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.drover.coordinator.governor.Signals;
import org.drover.coordinator.plan.PassPlan;
import org.drover.coordinator.plan.Removed;
import org.drover.shared.graph.Marker;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.spec.Spec;

/** What a migration works with, apart from its own state. Nothing here blocks. */
public interface MigrationWork {

  /** Holds a spec against its graph. */
  CompletionStage<CheckOutcome> check(Spec spec);

  /** Plans a pass; fails with the reason, in words for an operator, if it cannot. */
  CompletionStage<PassPlan> plan(Spec spec, PassOrder order, LookingBack back);

  /**
   * Removes what is kept in the journal's database for a migration's passes. It may take long, be
   * cut short, and be asked for again.
   */
  CompletionStage<Removed> removeRecords(String migration);

  /**
   * Holds the fences of a pass against its journal; what does not agree is a question to a person,
   * in words.
   */
  CompletionStage<Optional<String>> compareFences(EndedPass pass);

  /** Looks at a pass as a whole, its ranges being done. */
  CompletionStage<Examination> examine(ExaminationOrder order);

  /** Says in the graph where a migration stands. */
  CompletionStage<Boolean> announce(Spec spec, Marker marker);

  /** Takes out of the graph what was said there. */
  CompletionStage<Boolean> withdraw(Spec spec);

  /**
   * Makes the fence of a shard that was split off, if its pass has fences, and says its number.
   *
   * @param proposed the number that it gets, if the graph has no other
   * @param others the numbers of the other shards of its pass
   */
  CompletionStage<ShardId> prepareRest(
      Spec spec, PassKind kind, ShardId proposed, ShardPlan rest, Set<Integer> others);

  /**
   * Begins to watch what the spec's guards name.
   *
   * @param baselines of the probes that were measured before, by their place in the spec
   */
  Signals watch(Spec spec, Map<Integer, Double> baselines);

  /** The highest sequence number that the journal's table holds for a persistent actor. */
  CompletionStage<Long> highestSequence(String persistenceId);

  /** Whether the journal's table holds every event up to the last one. */
  CompletionStage<Boolean> isWhole(String persistenceId);

  /** What in a migration's journal cannot be replayed, and what to do; empty if all can. */
  CompletionStage<Optional<String>> damage(String migration);

  /** Asks a shard; the message may be lost. */
  void tell(ShardId shard, ShardRequest request);

  /** What came of holding a spec against its graph. */
  sealed interface CheckOutcome {

    record Fits() implements CheckOutcome {}

    record Mismatch(List<String> errors) implements CheckOutcome {}

    record Unreachable(String why) implements CheckOutcome {}
  }
}
