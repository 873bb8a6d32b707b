package org.drover.coordinator.node;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingQuery;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.drover.shared.protocol.Placement;

/** Which migrations are awake on this node, as sharding knows it. */
record Hosted(ActorSystem<?> system) {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

  CompletionStage<Set<String>> migrations() {
    ActorRef<ClusterShardingQuery> sharding = ClusterSharding.get(system).shardState();
    return AskPattern.<ClusterShardingQuery, CurrentShardRegionState>ask(
            sharding,
            replyTo -> new GetShardRegionState(Placement.MIGRATIONS, replyTo),
            ANSWER_TIMEOUT,
            system.scheduler())
        .thenApply(
            state ->
                state.getShards().stream()
                    .flatMap(shard -> shard.getEntityIds().stream())
                    .collect(Collectors.toUnmodifiableSet()));
  }
}
