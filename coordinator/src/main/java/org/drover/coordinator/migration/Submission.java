package org.drover.coordinator.migration;

import java.time.Instant;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.spec.Spec;

/**
 * What was submitted.
 *
 * @param source the spec, as it was submitted or amended
 * @param execute whether a backfill was asked for, by now
 * @param standing what orders and the governor have made of the pace
 * @param assurance how far it can be trusted
 */
record Submission(
    SpecSource source, boolean execute, Instant at, Standing standing, Assurance assurance) {

  static Submission of(MigrationEvent.Submitted submitted) {
    return new Submission(
        new SpecSource(submitted.spec()),
        submitted.execute(),
        submitted.at(),
        Standing.FIRST,
        Assurance.FIRST);
  }

  Submission executed() {
    return new Submission(source, true, at, standing, assurance);
  }

  /** After a pass that came to its end. */
  Submission after(Pass ended) {
    boolean looked = ended.kind() == PassKind.VERIFY && !ended.options().isOfAPart();
    return looked ? new Submission(source, execute, at, standing, assurance.verified()) : this;
  }

  /** After an event that means the same wherever the migration stands. */
  Submission after(MigrationEvent event) {
    return event instanceof MigrationEvent.SpecAmended amended
        ? amended(new SpecSource(amended.spec()))
        : new Submission(source, execute, at, standing.after(event), assurance.after(event));
  }

  /** What an order changed stays, unless the new spec says something else of it than the old. */
  private Submission amended(SpecSource other) {
    boolean sameBudget = Limits.of(other.spec()).equals(Limits.of(spec()));
    return new Submission(other, execute, at, sameBudget ? standing : standing.bySpec(), assurance);
  }

  /** What may be used now. */
  Limits limits() {
    Limits changed = standing.changed();
    Limits bySpec = Limits.of(spec());
    return changed == null ? bySpec : changed.over(bySpec);
  }

  Spec spec() {
    return source.spec();
  }
}
