package org.drover.shared.protocol;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

/** What people and shards tell a migration. Each may arrive twice. */
public sealed interface MigrationRequest extends Wire {

  /** What a person, or the program in a person's name, wants; the answer is how it stands then. */
  sealed interface Order extends MigrationRequest {
    ActorRef<StatusReply<MigrationView>> replyTo();
  }

  /**
   * Begin, or carry on with, this migration.
   *
   * @param sample how large a part a survey visits, in percent; null for all
   */
  record Submit(
      String spec,
      boolean execute,
      @Nullable Double sample,
      String author,
      ActorRef<SubmitReply> replyTo)
      implements MigrationRequest {

    /** One over everything. */
    public Submit(String spec, boolean execute, String author, ActorRef<SubmitReply> replyTo) {
      this(spec, execute, null, author, replyTo);
    }
  }

  record Show(ActorRef<StatusReply<MigrationView>> replyTo) implements MigrationRequest {}

  record Pause(String author, String why, ActorRef<StatusReply<MigrationView>> replyTo)
      implements Order {}

  record Resume(
      String author,
      String why,
      @Nullable Accept accept,
      ActorRef<StatusReply<MigrationView>> replyTo)
      implements Order {}

  record Cancel(String author, String why, ActorRef<StatusReply<MigrationView>> replyTo)
      implements Order {}

  /** Run a further pass. */
  record RequestPass(
      PassKind kind,
      PassOptions options,
      String author,
      String why,
      ActorRef<StatusReply<MigrationView>> replyTo)
      implements Order {}

  /**
   * Sweep, verify, and if nothing stands against it let applications go over.
   *
   * @param level of the verification; null for what the spec says
   * @param despite what would stand against it and is known not to matter; null if nothing is named
   */
  record CutOver(
      @Nullable Level level,
      @Nullable Trigger despite,
      String author,
      String why,
      ActorRef<StatusReply<MigrationView>> replyTo)
      implements Order {}

  /** Change what the migration may use. */
  record Limit(
      LimitChange change, String author, String why, ActorRef<StatusReply<MigrationView>> replyTo)
      implements Order {}

  /** The kill switch: no range starts any more, until {@link GoOn}. */
  record Stop(String author, String why, ActorRef<StatusReply<MigrationView>> replyTo)
      implements Order {}

  /** Takes the kill switch back. */
  record GoOn(String author, String why, ActorRef<StatusReply<MigrationView>> replyTo)
      implements Order {}

  /** A worker node is asked to leave; the journal keeps who asked it, and why. */
  record NoteDrain(
      String node, String author, String why, ActorRef<StatusReply<MigrationView>> replyTo)
      implements Order {}

  /** Be awake, and carry on if there is something to do. */
  record Wake() implements MigrationRequest {}

  /**
   * How far a shard is.
   *
   * @param node the cluster address of its worker
   * @param tally of the whole shard so far
   * @param left what is left of its slice
   * @param waiting for what it waits, or null if a range is in flight
   */
  record ShardProgressed(
      ShardId shard,
      String node,
      long epoch,
      long ranges,
      Tally tally,
      SliceLeft left,
      @Nullable Waiting waiting)
      implements MigrationRequest {}

  /**
   * A worker node asks for its share of the budget.
   *
   * @param node its cluster address
   * @param stamp its own time, in milliseconds; the lease has it too
   */
  record LeaseWanted(String node, long stamp, NodeUse use, ActorRef<Lease> replyTo)
      implements MigrationRequest {}

  /** A shard is at its end. */
  record ShardEnded(ShardId shard, long epoch, long ranges, Tally tally, SliceLeft left)
      implements MigrationRequest {}

  /**
   * A shard cannot go on without a person.
   *
   * @param why what happened and what to do
   */
  record ShardStuck(ShardId shard, String why) implements MigrationRequest {}
}
