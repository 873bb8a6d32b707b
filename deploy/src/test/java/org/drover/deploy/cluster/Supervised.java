package org.drover.deploy.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The members of a cluster, and a supervisor that starts again who ended by itself, as operations
 * must have one: members that are killed one soon after another may find that nobody can tell who
 * lives, and all start anew.
 */
final class Supervised implements AutoCloseable {

  private final List<TestMember> members = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService supervisor =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final ScheduledFuture<?> supervision =
      supervisor.scheduleWithFixedDelay(
          () -> members.forEach(TestMember::restartIfEnded), 1, 1, TimeUnit.SECONDS);

  void add(TestMember member) {
    members.add(member);
  }

  /** The coordinator first; who starts again joins through whoever lives. */
  String seeds(int first, int own) {
    List<String> seeds = new ArrayList<>();
    seeds.add("127.0.0.1:" + first);
    for (TestMember member : members) {
      if (member.isAlive() && member.port() != own && member.port() != first) {
        seeds.add("127.0.0.1:" + member.port());
      }
    }
    return String.join(",", seeds);
  }

  @Override
  public void close() {
    supervision.cancel(false);
    supervisor.shutdown();
    members.forEach(TestMember::kill);
  }
}
