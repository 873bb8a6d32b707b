package org.drover.coordinator.node;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Leave;
import org.drover.coordinator.api.Migrations.Member;
import org.drover.coordinator.api.Migrations.NotPossible;
import org.drover.shared.protocol.Placement;

/** The members of the cluster, as this one sees them. */
record ClusterMembers(ActorSystem<?> system) {

  List<Member> all() {
    return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .map(ClusterMembers::shown)
        .toList();
  }

  private static Member shown(org.apache.pekko.cluster.Member member) {
    List<String> roles =
        member.getRoles().stream().filter(role -> !role.startsWith("dc-")).sorted().toList();
    return new Member(member.address().hostPort(), roles, member.status().toString());
  }

  /** Lets a member finish what it has begun, and go. */
  void leave(Address address) {
    Cluster.get(system).manager().tell(Leave.create(address));
  }

  /**
   * @param node host and port, with or without the cluster's name before them
   * @throws NotPossible if no worker has that address
   */
  Address workerAt(String node) {
    return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .filter(member -> member.hasRole(Placement.WORKER))
        .map(org.apache.pekko.cluster.Member::address)
        .filter(address -> isNamed(address, node))
        .findFirst()
        .orElseThrow(() -> new NotPossible(noWorker(node)));
  }

  private static boolean isNamed(Address address, String node) {
    String whole = address.hostPort();
    return whole.equals(node) || whole.endsWith("@" + node);
  }

  private String noWorker(String node) {
    List<String> workers =
        all().stream()
            .filter(member -> member.roles().contains(Placement.WORKER))
            .map(member -> member.address().replaceFirst(".*@", ""))
            .toList();
    return workers.isEmpty()
        ? "there is no worker node '%s', nor any other".formatted(node)
        : "there is no worker node '%s'; there is %s".formatted(node, String.join(", ", workers));
  }
}
