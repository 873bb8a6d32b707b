package org.drover.coordinator.migration;

import java.time.Instant;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.jspecify.annotations.Nullable;

/**
 * What a migration knows about itself: a function of its events and of nothing else. An event that
 * a state does not name is out of place in it, and means that the journal is damaged.
 */
public sealed interface MigrationState {

  MigrationState apply(MigrationEvent event);

  /** The pass that is under way, or paused on the way; null if there is none. */
  @Nullable Pass passUnderWay();

  /** Something was submitted. */
  sealed interface Known extends MigrationState {

    Submission submission();
  }

  /** There is work to do. */
  sealed interface Active extends Known {}

  /** Not heard of yet. */
  record Unknown() implements MigrationState {
    @Override
    public MigrationState apply(MigrationEvent event) {
      return event instanceof MigrationEvent.Submitted submitted
          ? new Planning(Submission.of(submitted), 1)
          : outOfPlace(this, event);
    }

    @Override
    public @Nullable Pass passUnderWay() {
      return null;
    }
  }

  /**
   * The next pass is being planned.
   *
   * @param pass its number
   */
  record Planning(Submission submission, int pass) implements Active {
    @Override
    public MigrationState apply(MigrationEvent event) {
      return switch (event) {
        case MigrationEvent.PassStarted started -> new Running(submission, Pass.of(started), null);
        case MigrationEvent.Paused paused -> new Paused(this, paused.author(), paused.why());
        case MigrationEvent.Cancelled cancelled -> Ended.by(cancelled, submission, null);
        case MigrationEvent.ExecutionRequested requested ->
            new Planning(submission.executed(), pass);
        default -> outOfPlace(this, event);
      };
    }

    @Override
    public @Nullable Pass passUnderWay() {
      return null;
    }

    PassKind kind() {
      return submission.execute() ? PassKind.BACKFILL : PassKind.SURVEY;
    }
  }

  /**
   * A pass is under way.
   *
   * @param acceptance what an operator decided where fence and journal disagree; null if he was not
   *     asked in this pass
   */
  record Running(Submission submission, Pass pass, @Nullable Acceptance acceptance)
      implements Active {
    @Override
    public MigrationState apply(MigrationEvent event) {
      return switch (event) {
        case MigrationEvent.ShardFinished finished ->
            new Running(submission, pass.with(finished), acceptance);
        case MigrationEvent.PassFinished finished -> after(pass.ended(finished.at()));
        case MigrationEvent.Completed completed ->
            new Ended(submission, pass, true, null, completed.at());
        case MigrationEvent.Paused paused -> new Paused(this, paused.author(), paused.why());
        case MigrationEvent.Cancelled cancelled -> Ended.by(cancelled, submission, pass);
        case MigrationEvent.ExecutionRequested requested ->
            new Running(submission.executed(), pass, acceptance);
        default -> outOfPlace(this, event);
      };
    }

    private MigrationState after(Pass ended) {
      return switch (ended.kind()) {
        case BACKFILL -> new Running(submission, ended, null);
        case SURVEY ->
            submission.execute()
                ? new Planning(submission, ended.number() + 1)
                : new Surveyed(submission, ended);
      };
    }

    /** A shard that was finished is looked at again: its fence may disagree too. */
    Running accepting(Acceptance decided) {
      return new Running(submission, pass.reopened(), decided);
    }

    @Override
    public Pass passUnderWay() {
      return pass;
    }
  }

  /** No range starts until somebody resumes. */
  record Paused(Active paused, String author, String why) implements Active {
    @Override
    public MigrationState apply(MigrationEvent event) {
      return switch (event) {
        case MigrationEvent.Resumed resumed -> resume(resumed);
        case MigrationEvent.ShardFinished finished ->
            new Paused((Active) paused.apply(finished), author, why);
        case MigrationEvent.ExecutionRequested requested ->
            new Paused((Active) paused.apply(requested), author, why);
        case MigrationEvent.Cancelled cancelled -> paused.apply(cancelled);
        default -> outOfPlace(this, event);
      };
    }

    private Active resume(MigrationEvent.Resumed resumed) {
      Accept accept = resumed.accept();
      return paused instanceof Running running && accept != null
          ? running.accepting(new Acceptance(accept, resumed.author()))
          : paused;
    }

    @Override
    public Submission submission() {
      return paused.submission();
    }

    @Override
    public @Nullable Pass passUnderWay() {
      return paused.passUnderWay();
    }
  }

  /** A survey is done; a backfill may follow. */
  record Surveyed(Submission submission, Pass pass) implements Known {
    @Override
    public MigrationState apply(MigrationEvent event) {
      return switch (event) {
        case MigrationEvent.ExecutionRequested requested ->
            new Planning(submission.executed(), pass.number() + 1);
        case MigrationEvent.Cancelled cancelled -> Ended.by(cancelled, submission, pass);
        default -> outOfPlace(this, event);
      };
    }

    @Override
    public @Nullable Pass passUnderWay() {
      return null;
    }
  }

  /**
   * Nothing more will happen.
   *
   * @param completed whether every pass that was asked for is finished; false if it was cancelled
   * @param why the reason of a cancellation; null if completed
   */
  record Ended(
      Submission submission,
      @Nullable Pass pass,
      boolean completed,
      @Nullable String why,
      Instant at)
      implements Known {

    static Ended by(
        MigrationEvent.Cancelled cancelled, Submission submission, @Nullable Pass pass) {
      String why = "%s (%s)".formatted(cancelled.why(), cancelled.author());
      return new Ended(submission, pass, false, why, cancelled.at());
    }

    @Override
    public MigrationState apply(MigrationEvent event) {
      return outOfPlace(this, event);
    }

    @Override
    public @Nullable Pass passUnderWay() {
      return null;
    }
  }

  /** Which side counts where fence and journal disagree, and who said so. */
  record Acceptance(Accept accept, String author) {}

  private static MigrationState outOfPlace(MigrationState state, MigrationEvent event) {
    throw new IllegalStateException(
        "the journal has %s where the migration is %s"
            .formatted(event.getClass().getSimpleName(), state.getClass().getSimpleName()));
  }
}
