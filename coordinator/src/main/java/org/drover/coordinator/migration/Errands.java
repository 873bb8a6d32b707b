package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Marker;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.spec.Spec;
import org.jspecify.annotations.Nullable;

/**
 * What a migration has to ask or tell the databases, besides its passes: to look at a pass as a
 * whole, to remove what a cleanup or a survey that was given up leaves nobody to read, to compare
 * its fences with the journal, and to keep its marker right. One at a time; what failed is tried
 * again after a while.
 */
final class Errands {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  private final String migration;
  private final MigrationWork work;
  private final InstantSource clock;
  private boolean underWay;
  private long notBefore = Long.MIN_VALUE;
  private @Nullable String announced;

  /**
   * An errand that has begun.
   *
   * @param phase that it announces; null if it is another one
   * @param result what is to be journaled of it, if anything
   */
  record Errand(@Nullable String phase, CompletionStage<Optional<MigrationEvent>> result) {}

  Errands(String migration, MigrationWork work, InstantSource clock) {
    this.migration = migration;
    this.work = work;
    this.clock = clock;
  }

  /**
   * Begins the next errand, if there is one.
   *
   * @param sequence of the migration's last event
   */
  Optional<Errand> begin(MigrationState state, long sequence) {
    if (underWay || clock.millis() < notBefore || !(state instanceof Known known)) {
      return Optional.empty();
    }
    Optional<Errand> next = first(known).or(() -> announcement(known, sequence));
    underWay = next.isPresent();
    return next;
  }

  private Optional<Errand> first(Known known) {
    if (known instanceof Running running) {
      return atTheEnd(running);
    }
    Pass last = known.behind().last();
    return known instanceof Resting resting && resting.lacksClearing() && last != null
        ? Optional.of(clearing(last))
        : Optional.empty();
  }

  /** The last thing before a pass is over; what does not agree is for a person. */
  private Errand comparison(Running running) {
    Pass pass = running.pass();
    EndedPass ended =
        new EndedPass(
            running.submission().spec(),
            pass.number(),
            pass.shards(),
            List.copyOf(pass.finished().values()));
    return new Errand(
        null,
        work.compareFences(ended)
            .thenApply(
                found -> {
                  if (found.isPresent()) {
                    throw new GraphException(GraphException.Kind.FATAL, found.get(), null);
                  }
                  return Optional.of(
                      new MigrationEvent.PassFinished(
                          pass.number(), pass.tally(), clock.instant()));
                }));
  }

  /** An errand is over. */
  void ended(@Nullable String phase, boolean well) {
    underWay = false;
    notBefore = well ? Long.MIN_VALUE : clock.millis() + AGAIN_AFTER.toMillis();
    if (well && phase != null) {
      announced = phase;
    }
  }

  private Optional<Errand> atTheEnd(Running running) {
    if (Examining.lacks(running)) {
      return Optional.of(examination(running));
    }
    if (running.pass().lacksClearing()) {
      return Optional.of(clearing(running.pass()));
    }
    return Examining.awaitsFences(running) ? Optional.of(comparison(running)) : Optional.empty();
  }

  private Errand clearing(Pass pass) {
    return new Errand(
        null,
        work.removeRecords(migration)
            .thenApply(
                removed ->
                    Optional.of(
                        new MigrationEvent.RecordsRemoved(
                            pass.number(),
                            removed.undoRecords(),
                            removed.idSets(),
                            clock.instant()))));
  }

  private Errand examination(Running running) {
    Pass pass = running.pass();
    Assurance assurance = running.submission().assurance();
    ExaminationOrder order =
        new ExaminationOrder(
            running.submission().spec(),
            pass.number(),
            pass.kind(),
            pass.options(),
            pass.shards(),
            assurance.first(),
            assurance.baselines().get(pass.number()),
            Undoing.of(running).compared(pass),
            Undoing.of(running).together(pass));
    return new Errand(
        null,
        work.examine(order)
            .thenApply(
                found ->
                    Optional.of(
                        new MigrationEvent.Examined(pass.number(), found, clock.instant()))));
  }

  private Optional<Errand> announcement(Known known, long sequence) {
    String phase = Announcement.of(known);
    if (phase == null || phase.equals(announced)) {
      return Optional.empty();
    }
    Spec spec = known.spec();
    CompletionStage<Boolean> told =
        phase.equals(Announcement.GONE)
            ? work.withdraw(spec)
            : work.announce(
                spec, new Marker(migration, phase, spec.version(), clock.instant(), sequence));
    return Optional.of(new Errand(phase, told.thenApply(done -> Optional.empty())));
  }
}
