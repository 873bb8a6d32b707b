package org.drover.shared.journal;

import java.util.List;
import org.drover.shared.keyspace.ShardId;

/** What the journal knows of ranges that were finished. Blocking. */
@FunctionalInterface
public interface FinishedRanges {

  /** The ranges of a shard, in their order. */
  List<ShardEvent.RangeFinished> of(ShardId shard);
}
