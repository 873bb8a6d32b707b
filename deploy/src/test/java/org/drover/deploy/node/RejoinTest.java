package org.drover.deploy.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.drover.coordinator.api.Listening;
import org.drover.deploy.client.Patience;
import org.drover.deploy.node.NodeSettings.Journal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How soon a member is one again whose process died: real nodes, without databases. */
final class RejoinTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Its former self is removed within two; it must not have missed that for long. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private final List<ActorSystem<?>> systems = new ArrayList<>();

  @AfterEach
  void stop() {
    systems.forEach(RejoinTest::kill);
  }

  @Test
  void aMemberThatWasKilledAndStartsAgainAtOnceIsOneAgainWithinSeconds() {
    ActorSystem<Void> survivor = member(0);
    join(survivor, survivor);
    ActorSystem<Void> victim = member(0);
    join(victim, survivor);
    assertThat(new Patience().until(PATIENCE, () -> isUp(victim))).isTrue();
    int port = Cluster.get(victim).selfMember().address().getPort().orElseThrow();

    kill(victim);
    ActorSystem<Void> again = member(port);
    join(again, survivor);

    assertThat(new Patience().until(SOON, () -> isUp(again))).isTrue();
  }

  private ActorSystem<Void> member(int port) {
    NodeSettings settings =
        new NodeSettings(
            Set.of("worker"),
            "127.0.0.1",
            port,
            List.of(),
            Listening.local(0),
            null,
            null,
            false,
            new Journal("jdbc:postgresql://127.0.0.1:1/none", "nobody", "none"),
            Map.of(),
            null,
            ConfigFactory.parseString(
                """
                pekko {
                  loglevel = OFF
                  stdout-loglevel = OFF
                  cluster.downing-provider-class = ""
                  coordinated-shutdown.run-by-actor-system-terminate = off
                }
                """));
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), "drover", NodeConfig.of(settings));
    systems.add(system);
    return system;
  }

  private static void join(ActorSystem<?> newcomer, ActorSystem<?> through) {
    Cluster.get(newcomer)
        .manager()
        .tell(new JoinSeedNodes(List.of(Cluster.get(through).selfMember().address())));
  }

  private static boolean isUp(ActorSystem<?> system) {
    return Cluster.get(system).selfMember().status().equals(MemberStatus.up());
  }

  /** Without a word to the others. */
  private static void kill(ActorSystem<?> system) {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
