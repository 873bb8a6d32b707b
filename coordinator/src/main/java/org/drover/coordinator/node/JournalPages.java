package org.drover.coordinator.node;

import java.util.List;
import org.drover.coordinator.api.Migrations;
import org.drover.coordinator.api.Migrations.JournalEvent;
import org.drover.coordinator.api.Migrations.NoSuchMigration;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.postgres.JournalReader;
import org.drover.shared.postgres.JournalReader.KeptEvent;

/**
 * The history of a migration in parts. Out of the journal alone, so that one which does not answer
 * can be looked into. Blocking.
 */
final class JournalPages {

  private final JournalReader journal;

  JournalPages(JournalReader journal) {
    this.journal = journal;
  }

  /**
   * @throws NoSuchMigration if the journal has no event of it
   */
  List<JournalEvent> page(String id, long after, int most) {
    List<KeptEvent> events =
        journal.page(id, after, Math.clamp(most, 1, Migrations.JOURNAL_PAGE_MAX));
    if (events.isEmpty() && journal.highestSequenceNr(PersistenceIds.of(id)) == 0) {
      throw new NoSuchMigration(id);
    }
    return events.stream().map(JournalPages::shown).toList();
  }

  private static JournalEvent shown(KeptEvent event) {
    String at = EventJson.node(event.json()).path("at").asText();
    return new JournalEvent(event.sequence(), event.kind(), at, event.json());
  }
}
