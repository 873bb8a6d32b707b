package org.drover.worker.shard;

import java.util.Optional;
import org.drover.shared.journal.Damage;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.MigrationRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard whose journal could not be replayed. It is tried again and again; if the journal is
 * damaged, its migration is told, which pauses.
 */
record Unread(ShardId shard, ShardWork work) {

  private static final Logger LOG = LoggerFactory.getLogger(Unread.class);

  void tell() {
    var unused =
        work.blocking(this::damage)
            .whenComplete(
                (damage, thrown) -> {
                  if (thrown != null) {
                    LOG.info("Shard {}: its journal does not answer: {}", shard, thrown.toString());
                  } else {
                    damage.ifPresent(this::stuck);
                  }
                });
  }

  private Optional<String> damage() {
    return Damage.in(
        work.rows().entries(PersistenceIds.of(shard)),
        (ShardState) new ShardState.Unassigned(),
        (state, event) -> state.apply((ShardEvent) event));
  }

  private void stuck(String why) {
    LOG.warn("Shard {} cannot be read until a person mends it: {}", shard, why);
    work.report(shard.migration(), new MigrationRequest.ShardStuck(shard, why));
  }
}
