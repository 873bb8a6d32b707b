package org.drover.coordinator.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.drover.coordinator.migration.VersionFold;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.OperationEntry;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.postgres.JournalReader;
import org.drover.shared.postgres.VersionTables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the tables what the journal has, and retires what falls out of the window. */
public final class Registrar {

  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

  private final JournalReader journal;
  private final VersionTables tables;

  public Registrar(JournalReader journal, VersionTables tables) {
    this.journal = journal;
    this.tables = tables;
  }

  /**
   * Brings the tables up to the journal, and asks for the cleanup of every version that is to be
   * retired: again each time, until it is cleaned up.
   *
   * @param cleanup takes a migration, and why
   */
  public void look(BiConsumer<String, String> cleanup) {
    catchUp();
    for (Window.Retired retired : Window.retired(tables.versions())) {
      VersionEntry current = retired.current();
      cleanup.accept(
          retired.migration(),
          "retired: 'retain: %d' of %s, which is cut over"
              .formatted(current.retain(), current.migration()));
    }
  }

  /** Brings the tables up to the journal. */
  public void catchUp() {
    tables.behind().forEach(this::catchUp);
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
