package org.drover.coordinator.migration;

import java.time.Instant;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.AssuranceEvent;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PaceEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.protocol.Decision;
import org.drover.shared.spec.Spec;
import org.jspecify.annotations.Nullable;

/**
 * What a migration knows about itself: a function of its events and of nothing else. An event that
 * a state does not name is out of place in it, and means that the journal is damaged.
 */
public sealed interface MigrationState {

  MigrationState apply(MigrationEvent event);

  /** After any event; those of pace and trust mean the same wherever the migration stands. */
  default MigrationState after(MigrationEvent event) {
    boolean anywhere = event instanceof PaceEvent || event instanceof AssuranceEvent;
    return anywhere && this instanceof Known known
        ? known.with(known.submission().after(event))
        : apply(event);
  }

  /** The pass that is under way, or paused on the way; null if there is none. */
  @Nullable Pass passUnderWay();

  /** Every state behind the submission: there is a spec, and an order what to do with it. */
  sealed interface Known extends MigrationState {

    Submission submission();

    Behind behind();

    /** What its passes run by from now on: what was submitted, or what a retry corrected it to. */
    default SpecSource source() {
      SpecSource correction = behind().correction();
      return correction == null ? submission().source() : correction;
    }

    default Spec spec() {
      return source().spec();
    }

    /** The same with another submission. */
    Known with(Submission other);
  }

  /** There is work to do. */
  sealed interface Active extends Known {
    @Override
    Active with(Submission other);
  }

  /** Before the submission: the entity was asked about an id that nobody has submitted. */
  record Unknown() implements MigrationState {
    @Override
    public MigrationState apply(MigrationEvent event) {
      return event instanceof MigrationEvent.Submitted submitted
          ? first(submitted)
          : outOfPlace(this, event);
    }

    private static Planning first(MigrationEvent.Submitted submitted) {
      PassOrder order =
          submitted.execute()
              ? new PassOrder(1, PassKind.BACKFILL)
              : new PassOrder(1, PassKind.SURVEY, PassOptions.NONE.withSample(submitted.sample()));
      return new Planning(Submission.of(submitted), Behind.NOTHING, order);
    }

    @Override
    public @Nullable Pass passUnderWay() {
      return null;
    }
  }

  /** The next pass is being planned. */
  record Planning(Submission submission, Behind behind, PassOrder order) implements Active {
    @Override
    public Planning with(Submission other) {
      return new Planning(other, behind, order);
    }

    @Override
    public MigrationState apply(MigrationEvent event) {
      return switch (event) {
        case MigrationEvent.PassStarted started ->
            new Running(submission, behind, Pass.of(started), null);
        case MigrationEvent.Paused paused -> new Paused(this, paused.author(), paused.why());
        case MigrationEvent.Cancelled cancelled -> Resting.by(cancelled, submission, behind);
        case MigrationEvent.ExecutionRequested requested ->
            new Planning(
                submission.executed(), behind, new PassOrder(order.number(), PassKind.BACKFILL));
        case MigrationEvent.PassRequested requested -> requested(submission, behind, requested);
        default -> outOfPlace(this, event);
      };
    }

    @Override
    public @Nullable Pass passUnderWay() {
      return null;
    }
  }

  /**
   * A pass is under way.
   *
   * @param decision what an operator decided when it was resumed last; null if he did not
   */
  record Running(Submission submission, Behind behind, Pass pass, @Nullable Decision decision)
      implements Active {
    @Override
    public Running with(Submission other) {
      return new Running(other, behind, pass, decision);
    }

    @Override
    public MigrationState apply(MigrationEvent event) {
      return switch (event) {
        case MigrationEvent.ShardFinished finished ->
            new Running(submission, behind, pass.with(finished), decision);
        case MigrationEvent.ShardSplit split ->
            new Running(submission, behind, pass.with(split), decision);
        case MigrationEvent.RecordsRemoved removed ->
            new Running(submission, behind, pass.withoutRecords(), decision);
        case MigrationEvent.PassFinished finished -> after(pass.ended(finished.at()));
        case MigrationEvent.Paused paused -> new Paused(this, paused.author(), paused.why());
        case MigrationEvent.Cancelled cancelled ->
            Resting.by(cancelled, submission, behind.with(pass));
        case MigrationEvent.ExecutionRequested requested ->
            new Running(submission.executed(), behind, pass, decision);
        case MigrationEvent.PassRequested requested ->
            requested(submission, behind.with(pass), requested);
        default -> outOfPlace(this, event);
      };
    }

    private MigrationState after(Pass ended) {
      Submission then = submission.after(ended);
      Behind now = behind.with(ended);
      PassOrder next = Succession.after(then, now);
      return next == null ? new Resting(then, now, null) : new Planning(then, now, next);
    }

    /**
     * By what the pass itself runs. A verification and a rollback begin with what wrote the ranges
     * that they look back at; the correction, if there is one, is among its options.
     */
    String sourceOfPass() {
      String corrected =
          switch (pass.kind()) {
            case RETRY, SWEEP -> pass.options().spec();
            case VERIFY, ROLLBACK -> behind.specOf(pass.options().of());
            case SURVEY, BACKFILL, RETIRE, CLEANUP -> null;
          };
      return corrected == null ? submission.source().text() : corrected;
    }

    /**
     * What was decided before counts no longer. After a decision a shard that was finished is
     * looked at again: its fence may disagree too.
     */
    Running resumed(MigrationEvent.Resumed by) {
      Accept accept = by.accept();
      return accept == null
          ? new Running(submission, behind, pass, null)
          : new Running(
              submission, behind, pass.reopened(), new Decision(accept, by.author(), by.at()));
    }

    @Override
    public Pass passUnderWay() {
      return pass;
    }
  }

  /** No range starts until somebody resumes. */
  record Paused(Active paused, String author, String why) implements Active {
    @Override
    public Paused with(Submission other) {
      return new Paused(paused.with(other), author, why);
    }

    @Override
    public MigrationState apply(MigrationEvent event) {
      return switch (event) {
        case MigrationEvent.Resumed resumed -> resume(resumed);
        case MigrationEvent.ShardFinished finished ->
            new Paused((Active) paused.apply(finished), author, why);
        case MigrationEvent.ShardSplit split ->
            new Paused((Active) paused.apply(split), author, why);
        case MigrationEvent.RecordsRemoved removed ->
            new Paused((Active) paused.apply(removed), author, why);
        case MigrationEvent.ExecutionRequested requested ->
            new Paused((Active) paused.apply(requested), author, why);
        case MigrationEvent.Cancelled cancelled -> paused.apply(cancelled);
        case MigrationEvent.PassRequested requested -> paused.apply(requested);
        default -> outOfPlace(this, event);
      };
    }

    private Active resume(MigrationEvent.Resumed resumed) {
      return paused instanceof Running running ? running.resumed(resumed) : paused;
    }

    @Override
    public Submission submission() {
      return paused.submission();
    }

    @Override
    public Behind behind() {
      return paused.behind();
    }

    @Override
    public @Nullable Pass passUnderWay() {
      return paused.passUnderWay();
    }
  }

  /**
   * Nothing happens until somebody asks for it.
   *
   * @param cancellation null if the last pass came to its end
   */
  record Resting(Submission submission, Behind behind, @Nullable Cancellation cancellation)
      implements Known {

    @Override
    public Resting with(Submission other) {
      return new Resting(other, behind, cancellation);
    }

    static Resting by(MigrationEvent.Cancelled cancelled, Submission submission, Behind behind) {
      String why = "%s (%s)".formatted(cancelled.why(), cancelled.author());
      return new Resting(
          submission.after(cancelled), behind, new Cancellation(why, cancelled.at(), false));
    }

    @Override
    public MigrationState apply(MigrationEvent event) {
      return switch (event) {
        case MigrationEvent.Completed completed -> this;
        case MigrationEvent.ExecutionRequested requested ->
            new Planning(
                submission.executed(),
                behind,
                new PassOrder(behind.nextNumber(), PassKind.BACKFILL));
        case MigrationEvent.PassRequested requested -> requested(submission, behind, requested);
        case MigrationEvent.Cancelled cancelled -> by(cancelled, submission, behind);
        case MigrationEvent.RecordsRemoved removed ->
            cancellation == null
                ? outOfPlace(this, event)
                : new Resting(submission, behind, cancellation.withoutRecords());
        default -> outOfPlace(this, event);
      };
    }

    /** Whether it was given up before it wrote anything, and what its survey kept is there yet. */
    boolean lacksClearing() {
      return cancellation != null
          && !cancellation.cleared()
          && behind.last() != null
          && !behind.wroteAnything();
    }

    /** Whether a survey is all that was done, so that a backfill may follow. */
    boolean surveyed() {
      return cancellation == null && !behind.wroteAnything() && !behind.cleaned();
    }

    @Override
    public @Nullable Pass passUnderWay() {
      return null;
    }
  }

  /**
   * Why and when a migration was ended by a person.
   *
   * @param cleared whether what was kept of its survey is removed
   */
  record Cancellation(String why, Instant at, boolean cleared) {

    Cancellation withoutRecords() {
      return new Cancellation(why, at, true);
    }
  }

  private static Planning requested(
      Submission submission, Behind behind, MigrationEvent.PassRequested requested) {
    PassOptions options = requested.options() == null ? PassOptions.NONE : requested.options();
    return new Planning(
        submission.after(requested),
        behind,
        new PassOrder(behind.nextNumber(), requested.kind(), options));
  }

  private static MigrationState outOfPlace(MigrationState state, MigrationEvent event) {
    throw new IllegalStateException(
        "the journal has %s where the migration is %s"
            .formatted(event.getClass().getSimpleName(), state.getClass().getSimpleName()));
  }
}
