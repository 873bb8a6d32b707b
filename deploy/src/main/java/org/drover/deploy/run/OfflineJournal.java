package org.drover.deploy.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Problem;
import org.drover.deploy.client.Refused;
import org.drover.sandbox.LocalPostgres;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.postgres.JournalDatabase;
import org.drover.shared.postgres.JournalReader;
import org.drover.shared.replay.Proof;

/** The journal that a run kept in a folder, read while nothing runs on it. */
public final class OfflineJournal {

  private OfflineJournal() {}

  /**
   * The proof as JSON, as a coordinator would give it.
   *
   * @throws Refused if the journal knows no such migration
   */
  public static String prove(Path folder, String migration) {
    if (!Files.isDirectory(folder.resolve("postgres"))) {
      throw new BadInput("there is no journal in " + folder);
    }
    try (LocalPostgres postgres = LocalPostgres.start(folder);
        JournalDatabase journal =
            JournalDatabase.connect(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      return Json.pretty(prove(journal.reader(), migration));
    }
  }

  private static Proof prove(JournalReader journal, String migration) {
    if (journal.migrations().stream().noneMatch(known -> known.migration().equals(migration))) {
      throw new Refused(Problem.missing("the journal knows no migration '" + migration + "'"));
    }
    try (Stream<JournalEntry> events = journal.events(migration)) {
      return Proof.of(migration, events);
    }
  }
}
