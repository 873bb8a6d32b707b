package org.drover.shared.protocol;

import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.drover.shared.keyspace.ShardId;

/**
 * Under which names, and where in the cluster, migrations and shards live. Changing anything here
 * needs a full stop of the cluster.
 */
public final class Placement {

  public static final String COORDINATOR = "coordinator";
  public static final String WORKER = "worker";

  public static final EntityTypeKey<MigrationRequest> MIGRATIONS =
      EntityTypeKey.create(MigrationRequest.class, "migration");
  public static final EntityTypeKey<ShardRequest> SHARDS =
      EntityTypeKey.create(ShardRequest.class, "shard");

  /** Groups that the cluster moves as one; about ten for each node of the largest cluster. */
  private static final int GROUPS = 128;

  private Placement() {}

  /**
   * Spreads shards by their number, not by a hash: consecutive shards, which run at the same time,
   * then lie on different nodes.
   */
  public static ShardingMessageExtractor<ShardingEnvelope<ShardRequest>, ShardRequest> ofShards() {
    return new ByNumber();
  }

  private static final class ByNumber
      extends ShardingMessageExtractor<ShardingEnvelope<ShardRequest>, ShardRequest> {

    @Override
    public String entityId(ShardingEnvelope<ShardRequest> envelope) {
      return envelope.entityId();
    }

    @Override
    public String shardId(String entityId) {
      ShardId shard = ShardId.parse(entityId);
      int offset = Math.floorMod(shard.migration().hashCode(), GROUPS);
      return Integer.toString((offset + shard.number()) % GROUPS);
    }

    @Override
    public ShardRequest unwrapMessage(ShardingEnvelope<ShardRequest> envelope) {
      return envelope.message();
    }
  }
}
