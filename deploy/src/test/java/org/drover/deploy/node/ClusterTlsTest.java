package org.drover.deploy.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.drover.coordinator.api.Listening;
import org.drover.deploy.TestAuthority;
import org.drover.deploy.client.Patience;
import org.drover.deploy.node.NodeSettings.ClusterTls;
import org.drover.deploy.node.NodeSettings.Journal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who becomes a member of a cluster that speaks TLS: real nodes, without databases. */
final class ClusterTlsTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  /** As long as one with a certificate of the right authority takes to join, twice over. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);

  private final List<ActorSystem<?>> systems = new ArrayList<>();

  @AfterEach
  void stop() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(system -> system.getWhenTerminated().toCompletableFuture().join());
  }

  private ActorSystem<Void> member(@Nullable ClusterTls tls) {
    NodeSettings settings =
        new NodeSettings(
            Set.of("worker"),
            "127.0.0.1",
            0,
            List.of(),
            Listening.local(0),
            null,
            tls,
            false,
            new Journal("jdbc:postgresql://127.0.0.1:1/none", "nobody", "none"),
            Map.of(),
            null,
            ConfigFactory.parseString(
                "pekko { loglevel = OFF, stdout-loglevel = OFF, cluster.downing-provider-class = \"\" }"));
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), "drover", NodeConfig.of(settings));
    systems.add(system);
    return system;
  }

  private static void join(ActorSystem<?> newcomer, ActorSystem<?> through) {
    Cluster.get(newcomer).manager().tell(Join.create(Cluster.get(through).selfMember().address()));
  }

  private static long up(ActorSystem<?> system) {
    return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .map(Member::status)
        .filter(MemberStatus.up()::equals)
        .count();
  }

  private static ClusterTls certificate(TestAuthority authority, String name) {
    return new ClusterTls(
        authority.certificate(name, "127.0.0.1"), authority.key(name), authority.authority());
  }

  @Test
  void onlyThoseWithACertificateOfTheClustersAuthorityBecomeMembers(@TempDir Path folder) {
    TestAuthority ours = new TestAuthority(folder.resolve("ours"));
    TestAuthority theirs = new TestAuthority(folder.resolve("theirs"));
    ActorSystem<Void> first = member(certificate(ours, "first"));
    join(first, first);

    ActorSystem<Void> second = member(certificate(ours, "second"));
    join(second, first);
    assertThat(new Patience().until(SOON, () -> up(first) == 2 && up(second) == 2))
        .as("two with certificates of one authority are a cluster")
        .isTrue();

    ActorSystem<Void> foreign = member(certificate(theirs, "first"));
    join(foreign, first);
    ActorSystem<Void> inTheClear = member(null);
    join(inTheClear, first);
    assertThat(
            new Patience()
                .until(LONG_ENOUGH, () -> up(first) > 2 || up(foreign) + up(inTheClear) > 0))
        .as("a foreign certificate, or none, makes no member")
        .isFalse();
    assertThat(Cluster.get(first).state().getUnreachable()).isEmpty();
  }
}
