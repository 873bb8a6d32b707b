package org.drover.shared.journal;

import java.util.stream.Stream;

/** What the journal's table holds, whatever was replayed of it. Every method blocks. */
public interface JournalRows {

  /** The number of the last event that was ever written under the id; 0 if there is none. */
  long highestSequenceNr(String persistenceId);

  /** Whether every event up to the last one is there. */
  boolean isWhole(String persistenceId);

  /** The events that are there, in their order. Whoever asks must close the stream. */
  Stream<JournalEntry> entries(String persistenceId);
}
