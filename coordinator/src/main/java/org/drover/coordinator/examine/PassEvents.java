package org.drover.coordinator.examine;

import java.util.stream.Stream;
import org.drover.shared.journal.JournalEntry;

/** The events of one pass's shards, each shard's in their order. Blocking; to be closed. */
@FunctionalInterface
public interface PassEvents {

  Stream<JournalEntry> of(String migration, int pass);
}
