package org.drover.shared.journal;

/**
 * An event where it stands in the journal.
 *
 * @param sequenceNr 1, 2, 3 … within the persistence id
 */
public record JournalEntry(String persistenceId, long sequenceNr, Stored event) {}
