package org.drover.deploy.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.drover.deploy.client.Patience;
import org.drover.shared.postgres.MemberTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the cluster and says in the journal database that this member is up. One that starts joins
 * those who live; only where nobody does, the configured seeds decide who begins a cluster, or,
 * without any, the journal database does. So a first seed that was restarted does not begin a
 * second one, and neither do two members that start at the same moment.
 */
final class Membership implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Membership.class);

  private static final Duration SAY_EVERY = Duration.ofSeconds(3);
  private static final Duration BELIEVED_FOR = Duration.ofSeconds(10);
  private static final Duration FOUNDING_MAX = Duration.ofSeconds(30);
  private static final int KNOCK_MILLIS = 500;

  private final MemberTable table;
  private final String self;
  private final ScheduledExecutorService thread;
  private volatile @Nullable Future<?> saying;

  private Membership(MemberTable table, String self) {
    this.table = table;
    this.self = self;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("drover-membership").factory());
  }

  /**
   * Joins in the background.
   *
   * @param seeds {@code host:port}; empty to let the journal database decide who begins a cluster
   * @throws IllegalStateException if others are about to begin one, and do not get on with it
   */
  static Membership join(ActorSystem<?> system, List<String> seeds, MemberTable table) {
    Cluster cluster = Cluster.get(system);
    Address self = cluster.selfMember().address();
    Membership membership = new Membership(table, hostPort(self));
    List<String> through = membership.through(seeds);
    log.info("Joining through {}", through);
    cluster
        .manager()
        .tell(
            new JoinSeedNodes(through.stream().map(address -> addressOf(self, address)).toList()));
    org.apache.pekko.cluster.Cluster.get(system.classicSystem())
        .registerOnMemberUp(membership::beginSaying);
    return membership;
  }

  private List<String> through(List<String> seeds) {
    AtomicReference<List<String>> through = new AtomicReference<>(List.of());
    if (!new Patience().until(FOUNDING_MAX, () -> decided(seeds, through))) {
      throw new IllegalStateException(
          "no cluster could be joined or begun: others are in the journal's table of members, answer,"
              + " and are gone again. Start this node once more.");
    }
    return through.get();
  }

  private boolean decided(List<String> seeds, AtomicReference<List<String>> through) {
    List<String> others =
        table.seenWithin(BELIEVED_FOR).stream().filter(address -> !address.equals(self)).toList();
    List<String> living = others.stream().filter(Membership::answers).toList();
    if (!living.isEmpty()) {
      through.set(living);
    } else if (!seeds.isEmpty()) {
      through.set(seeds);
    } else if (table.found(self, others, BELIEVED_FOR)) {
      through.set(List.of(self));
      beginSaying();
    }
    return !through.get().isEmpty();
  }

  private synchronized void beginSaying() {
    if (saying != null) {
      return;
    }
    saying =
        thread.scheduleWithFixedDelay(this::sayUp, 0, SAY_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sayUp() {
    try {
      table.seen(self);
    } catch (RuntimeException e) {
      log.warn(
          "The journal does not know that this member is up ({}); saying it again in {} s",
          e.getMessage(),
          SAY_EVERY.toSeconds());
    }
  }

  /**
   * Whether somebody listens there: a member that died may have said that it was up just before.
   */
  private static boolean answers(String address) {
    try (Socket knock = new Socket()) {
      knock.connect(new InetSocketAddress(host(address), port(address)), KNOCK_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Address addressOf(Address like, String hostPort) {
    return new Address(like.protocol(), like.system(), host(hostPort), port(hostPort));
  }

  private static String hostPort(Address address) {
    return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
  }

  private static String host(String hostPort) {
    return hostPort.substring(0, hostPort.lastIndexOf(':'));
  }

  private static int port(String hostPort) {
    return Integer.parseInt(hostPort.substring(hostPort.lastIndexOf(':') + 1));
  }

  @Override
  public void close() {
    Future<?> begun = saying;
    if (begun != null) {
      begun.cancel(true);
    }
    thread.shutdownNow();
    table.left(self);
  }
}
