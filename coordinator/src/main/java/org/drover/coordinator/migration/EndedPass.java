package org.drover.coordinator.migration;

import java.util.List;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Spec;

/**
 * A pass all of whose shards have ended, by the journal.
 *
 * @param shards as they are by now
 * @param finished what each of them said at its end
 */
public record EndedPass(
    Spec spec, int pass, List<ShardPlan> shards, List<MigrationEvent.ShardFinished> finished) {

  public EndedPass {
    shards = List.copyOf(shards);
    finished = List.copyOf(finished);
  }

  public ShardId shard(int number) {
    return new ShardId(spec.migration(), pass, number);
  }
}
