package org.drover.coordinator.migration;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;

/** What a migration's events say of the version that it made: a function of them. */
public final class VersionFold {

  private VersionFold() {}

  /**
   * The version; empty as long as nothing reached the graph.
   *
   * @param history all events, in their order
   * @param last the number of the last one
   */
  public static Optional<VersionEntry> of(
      String migration, List<MigrationEvent> history, long last) {
    MigrationState state = new MigrationState.Unknown();
    Instant created = null;
    for (MigrationEvent event : history) {
      state = state.after(event);
      if (created == null
          && event instanceof MigrationEvent.PassStarted started
          && started.kind().writes()) {
        created = started.at();
      }
    }
    return created == null || !(state instanceof Known known)
        ? Optional.empty()
        : Optional.of(entry(migration, known, last, created, history.getLast().at()));
  }

  private static VersionEntry entry(
      String migration, Known state, long sequence, Instant created, Instant updated) {
    Spec spec = state.spec();
    Assurance assurance = state.submission().assurance();
    Pass written = state.behind().lastWritten();
    Examination digests = written == null ? null : assurance.examinations().get(written.number());
    Validation validation = Validation.of(state);
    Pass verified = validation.decided();
    return new VersionEntry(
        migration,
        sequence,
        spec.version(),
        spec.graph(),
        selection(spec.selection()),
        spec.strategy().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Version.statusOf(state),
        written == null ? Tally.NONE : tally(written, state.behind()),
        digests == null ? null : digests.before(),
        digests == null ? null : digests.after(),
        validation.result(),
        verified == null ? null : level(verified, spec),
        verified == null ? null : "/api/v1/migrations/" + migration + "/report",
        spec.aftercare().retain(),
        created,
        assurance.done() == null ? null : assurance.done().at(),
        updated);
  }

  /** A sweep visits everything again; what it did not change was changed before it. */
  private static Tally tally(Pass last, Behind behind) {
    long changed =
        behind.passes().stream()
            .filter(pass -> pass.kind().writes() && pass.finishedAt() != null)
            .mapToLong(pass -> pass.tally().changed())
            .sum();
    return new Tally(last.tally().visited(), changed, last.tally().setAside());
  }

  private static String level(Pass verified, Spec spec) {
    return spec.level(verified.options().level()).name().toLowerCase(Locale.ROOT);
  }

  private static String selection(Selection selection) {
    String name = selection.name();
    String pattern = name == null ? selection.called() : pattern(selection.kind(), name);
    return selection.where() == null ? pattern : pattern + " where " + selection.where();
  }

  private static String pattern(Selection.Kind kind, String name) {
    return switch (kind) {
      case NODE -> "(:" + name + ")";
      case RELATIONSHIP -> "()-[:" + name + "]->()";
    };
  }
}
