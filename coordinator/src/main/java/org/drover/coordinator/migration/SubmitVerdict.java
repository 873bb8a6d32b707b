package org.drover.coordinator.migration;

import java.util.stream.Stream;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Paused;
import org.drover.coordinator.migration.MigrationState.Planning;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.coordinator.migration.MigrationWork.CheckOutcome;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.SubmitReply;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecDifference;
import org.drover.shared.specfile.SpecError;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/** What becomes of a submission: a function of the state and the spec. No actor in it. */
sealed interface SubmitVerdict {

  /** It is the first, or amends the first: hold it against the graph, and decide then. */
  record Check(Spec spec) implements SubmitVerdict {}

  /** It fits the graph, and nobody else was quicker. */
  record Accept() implements SubmitVerdict {}

  /** What was only surveyed is now to be executed. */
  record Execute() implements SubmitVerdict {}

  /** What was only surveyed may go by it, and it fits the graph. */
  record Amend(String difference) implements SubmitVerdict {}

  /** It is known already and changes nothing. */
  record AlreadySo(Known state) implements SubmitVerdict {}

  /** It is answered with a no. */
  record Answered(SubmitReply reply) implements SubmitVerdict {}

  static SubmitVerdict of(MigrationState state, MigrationRequest.Submit submit) {
    return switch (SpecReader.read(submit.spec())) {
      case SpecReading.Refused refused ->
          new Answered(
              new SubmitReply.Refused(refused.errors().stream().map(SpecError::toString).toList()));
      case SpecReading.Ready ready ->
          state instanceof Known known ? again(known, submit, ready) : new Check(ready.spec());
    };
  }

  /** When the graph has answered, the same submission may have arrived a second time. */
  static SubmitVerdict checked(
      MigrationState state, MigrationRequest.Submit submit, CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Mismatch mismatch ->
          new Answered(new SubmitReply.Refused(mismatch.errors()));
      case CheckOutcome.Unreachable unreachable ->
          new Answered(new SubmitReply.Unavailable(unreachable.why()));
      case CheckOutcome.Fits fits -> fits(state, submit);
    };
  }

  private static SubmitVerdict fits(MigrationState state, MigrationRequest.Submit submit) {
    SubmitVerdict verdict = of(state, submit);
    if (!(verdict instanceof Check check)) {
      return verdict;
    }
    return state instanceof Known known
        ? new Amend(String.join("; ", SpecDifference.lines(known.spec(), check.spec())))
        : new Accept();
  }

  /** What its author is told of it, by what happened first. */
  static SubmitReply accepted(MigrationEvent happened, MigrationView view) {
    return happened instanceof MigrationEvent.SpecAmended amended
        ? new SubmitReply.Accepted(view, false, amended.why())
        : new SubmitReply.Accepted(view, happened instanceof MigrationEvent.Submitted);
  }

  private static SubmitVerdict again(
      Known state, MigrationRequest.Submit submit, SpecReading.Ready ready) {
    Submission known = state.submission();
    // Whoever carries on types the command as it was, or with the corrected spec.
    boolean same =
        Stream.of(known.source(), state.source()).anyMatch(one -> one.saysTheSameAs(ready));
    boolean surveys = !known.execute() && mayExecute(state);
    if (!same && surveys && known.spec().makesTheSameAs(ready.spec())) {
      return new Check(ready.spec());
    }
    if (!same) {
      return new Answered(
          new SubmitReply.Conflict(SpecDifference.between(state.source().text(), submit.spec())));
    }
    return submit.execute() && surveys ? new Execute() : new AlreadySo(state);
  }

  private static boolean mayExecute(Known state) {
    return switch (state) {
      case Planning planning -> true;
      case Running running -> true;
      case Paused paused -> mayExecute(paused.paused());
      case Resting resting -> resting.surveyed();
    };
  }
}
