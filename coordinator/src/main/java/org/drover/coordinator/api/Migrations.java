package org.drover.coordinator.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.drover.coordinator.survey.SurveyReport;
import org.drover.coordinator.versions.RetirementPlan;
import org.drover.shared.evidence.Quarantine.Listed;
import org.drover.shared.evidence.Quarantine.Reason;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.OperationEntry;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.protocol.KillSwitch;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.SubmitReply;
import org.drover.shared.replay.Proof;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * What the API asks of the cluster. A stage that fails with {@link NoSuchMigration} or {@link
 * NotPossible} says something to the asker; any other failure means that no answer came.
 */
public interface Migrations {

  /**
   * @param sample how large a part a survey visits, in percent; null for all
   */
  CompletionStage<SubmitReply> submit(
      String id, String spec, boolean execute, @Nullable Double sample, String author);

  /** What the last survey foresees. */
  CompletionStage<SurveyReport> survey(String id);

  CompletionStage<List<MigrationView>> list();

  CompletionStage<MigrationView> show(String id);

  CompletionStage<MigrationView> pause(String id, Order order);

  CompletionStage<MigrationView> resume(String id, Order order);

  CompletionStage<MigrationView> cancel(String id, Order order);

  /** Asks for a further pass. */
  CompletionStage<MigrationView> pass(String id, PassKind kind, PassOptions options, Order order);

  /** What would go if a version were retired, and what stands against it. */
  CompletionStage<RetirementPlan> retirement(String id);

  /** Takes out of the graph what only a version added, and cleans up. */
  CompletionStage<MigrationView> retire(String id, Order order);

  /**
   * Sweeps, verifies, and lets applications go over if nothing stands against it.
   *
   * @param level of the verification; null for what the spec says
   * @param despite what would stand against it and is known not to matter; null if nothing is named
   */
  CompletionStage<MigrationView> cutOver(
      String id, @Nullable Level level, @Nullable Trigger despite, Order order);

  /** Every version that reached a graph, the newest first. */
  CompletionStage<List<VersionEntry>> versions();

  /** One version, and what was done. */
  CompletionStage<VersionHistory> version(String id);

  /**
   * @param version null if the migration has not reached its graph
   */
  record VersionHistory(@Nullable VersionEntry version, List<OperationEntry> operations) {}

  /** The report of the last verification. */
  CompletionStage<VerificationReport> report(String id);

  /** What the ranges of the last pass found. */
  CompletionStage<List<ShardFinding>> findings(String id);

  /**
   * Members that could not be migrated.
   *
   * @param behind only those with higher ids
   * @param most how many of them are named; at least 1, at most {@link #QUARANTINE_PAGE_MAX}
   */
  CompletionStage<QuarantinePage> quarantine(String id, long behind, int most);

  /** Changes what a migration may use. */
  CompletionStage<MigrationView> limit(String id, LimitChange change, Order order);

  /**
   * Throws the kill switch: nothing starts any more, in no migration, until it is taken back. What
   * would make something run is not possible until then.
   */
  CompletionStage<List<MigrationView>> stopAll(Order order);

  /** Takes the kill switch back. */
  CompletionStage<List<MigrationView>> goOn(Order order);

  /** How the kill switch stands. */
  CompletionStage<KillSwitch> killSwitch();

  /**
   * Asks a worker node to finish its ranges and to leave the cluster.
   *
   * @param node its address, as {@link #members} gives it
   */
  CompletionStage<List<Member>> drain(String node, Order order);

  CompletionStage<Proof> prove(String id);

  List<Member> members();

  /**
   * A person's wish.
   *
   * @param accept which side counts where fence and journal disagree; null if that is not the
   *     matter
   */
  record Order(String author, String why, @Nullable Accept accept) {}

  /** How many entries of the quarantine one answer names at most. */
  int QUARANTINE_PAGE_MAX = 10_000;

  /**
   * A part of the quarantine.
   *
   * @param reasons of all, the most frequent first
   * @param entries by member
   */
  record QuarantinePage(List<Reason> reasons, List<Listed> entries) {}

  /** A finding, and the range that met it: pass, shard and number within the shard. */
  record ShardFinding(int pass, int shard, long range, RangeFinding finding) {}

  /** A member of the cluster. */
  record Member(String address, List<String> roles, String status) {}

  /** The asker named what is not there. */
  final class NoSuchMigration extends RuntimeException {
    public NoSuchMigration(String id) {
      super("there is no migration '%s'".formatted(id));
    }
  }

  /** The asker wants what cannot be now. */
  final class NotPossible extends RuntimeException {
    public NotPossible(String why) {
      super(why);
    }
  }
}
