package org.drover.coordinator.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drover.coordinator.migration.Version;
import org.drover.coordinator.migration.VersionFold;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.OperationEntry;
import org.drover.shared.journal.Retirement;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.postgres.JournalException;
import org.drover.shared.postgres.JournalReader;
import org.drover.shared.postgres.JournalReader.KnownMigration;
import org.drover.shared.postgres.VersionTables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the tables what the journal has, and retires what falls out of the window. */
public final class Registrar {

  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

  /**
   * A version that falls out of its window.
   *
   * @param why who says so, and what goes and stays
   */
  public record Due(RetirementPlan plan, String why) {}

  private final JournalReader journal;
  private final VersionTables tables;

  public Registrar(JournalReader journal, VersionTables tables) {
    this.journal = journal;
    this.tables = tables;
  }

  /**
   * Brings the tables up to the journal, and says what is to be retired next: again each time,
   * until it is. One at a time, the newest first: what it needs of older ones is free then.
   */
  public Optional<Due> look() {
    catchUp();
    List<Window.Retired> outside = Window.retired(tables.versions());
    if (outside.isEmpty()) {
      return Optional.empty();
    }
    List<Version> all = versions();
    return outside.stream().flatMap(one -> byWindow(one, all).stream()).findFirst();
  }

  private static Optional<Due> byWindow(Window.Retired retired, List<Version> all) {
    VersionEntry current = retired.current();
    String why =
        "retired: 'retain: %d' of %s, which is cut over"
            .formatted(current.retain(), current.migration());
    return named(all, retired.migration())
        .filter(Version::resting)
        .map(one -> new RetirementPlan(one.migration(), "", new Retiring(one, all).names()))
        .map(plan -> new Due(plan, plan.why(why)));
  }

  /** What would go if an operator retired a version now, and what stands against it. */
  public RetirementPlan retirement(String migration) {
    catchUp();
    List<VersionEntry> registry = tables.versions();
    List<Version> all = versions();
    return named(all, migration)
        .map(one -> Retiring.asked(one, all, registry))
        .orElseGet(
            () ->
                new RetirementPlan(
                    migration,
                    "there is nothing to retire: it has written nothing",
                    Retirement.NOTHING));
  }

  private static Optional<Version> named(List<Version> all, String migration) {
    return all.stream().filter(one -> one.migration().equals(migration)).findFirst();
  }

  /** As the journal has them, each with its spec. */
  private List<Version> versions() {
    return journal.migrations().stream()
        .map(KnownMigration::migration)
        .flatMap(id -> version(id).stream())
        .toList();
  }

  /** Where one cannot be read, nobody knows what it needs, and nothing is retired. */
  private Optional<Version> version(String migration) {
    try {
      return Version.of(migration, journal.history(migration));
    } catch (IllegalStateException damaged) {
      throw new IllegalStateException(
          "nobody can say what migration %s needs, so that nothing is retired: %s"
              .formatted(migration, damaged.getMessage()),
          damaged);
    }
  }

  /** Brings the tables up to the journal. */
  public void catchUp() {
    tables.behind().forEach(this::catchUpIfReadable);
  }

  /** What cannot be read holds up nobody else. */
  private void catchUpIfReadable(String migration, long done) {
    try {
      catchUp(migration, done);
    } catch (JournalException failure) {
      if (!(failure.getCause() instanceof IllegalArgumentException)) {
        throw failure;
      }
      LOG.warn(
          "Migration {} is left out of the registry of versions until its journal is mended: {}",
          migration,
          failure.getMessage());
    }
  }

  private void catchUp(String migration, long done) {
    List<OperationEntry> operations = new ArrayList<>();
    List<MigrationEvent> history = new ArrayList<>();
    long last = 0;
    for (JournalEntry entry : journal.own(migration)) {
      if (entry.event() instanceof MigrationEvent event) {
        history.add(event);
        last = entry.sequenceNr();
        if (last > done) {
          operations.add(OperationEntry.of(migration, last, event));
        }
      }
    }
    tables.store(operations, version(migration, history, last));
  }

  /** Null if it has not reached its graph, or its events make no sense. */
  private static @Nullable VersionEntry version(
      String migration, List<MigrationEvent> history, long last) {
    try {
      return VersionFold.of(migration, history, last).orElse(null);
    } catch (IllegalStateException damaged) {
      LOG.warn(
          "The journal of migration {} does not say what version it made ({}); its operations are"
              + " logged all the same",
          migration,
          damaged.getMessage());
      return null;
    }
  }

  public VersionTables tables() {
    return tables;
  }
}
