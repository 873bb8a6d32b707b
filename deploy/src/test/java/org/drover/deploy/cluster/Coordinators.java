package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Refused;
import org.drover.deploy.client.Unreachable;
import org.drover.shared.protocol.MigrationView;
import org.jspecify.annotations.Nullable;

/** A cluster's coordinator and its standby, one of which is asked. */
final class Coordinators implements AutoCloseable {

  private final int first = Ports.free();
  private final int standby = Ports.free();
  private volatile int asked = first;

  /** For what is asked over and over: to open one costs more than an answer. */
  private final Map<Integer, Coordinator> kept = new ConcurrentHashMap<>();

  /** The options of the one that is asked first. */
  List<String> first() {
    return at(first);
  }

  List<String> standby() {
    return at(standby);
  }

  private static List<String> at(int port) {
    return List.of("--http-port", Integer.toString(port));
  }

  void askTheStandby() {
    asked = standby;
  }

  void askTheFirst() {
    asked = first;
  }

  /** For orders; whoever gives them closes it. */
  Coordinator open() {
    return open(asked);
  }

  private static Coordinator open(int port) {
    return new Coordinator(URI.create("http://127.0.0.1:" + port), "test");
  }

  private Coordinator kept() {
    return kept.computeIfAbsent(asked, Coordinators::open);
  }

  /** What the migration looks like, or null while no coordinator answers. */
  @Nullable MigrationView view(String migration) {
    try {
      return kept().show(migration);
    } catch (Unreachable | Refused notNow) {
      return null;
    }
  }

  long membersUp() {
    try {
      return kept().nodes().stream().filter(node -> node.status().equalsIgnoreCase("up")).count();
    } catch (Unreachable | Refused notYet) {
      return 0;
    }
  }

  /** False while no coordinator answers. */
  boolean accept(String spec) {
    try (Coordinator coordinator = open()) {
      coordinator.submit(spec, true);
      return true;
    } catch (Unreachable notYet) {
      return false;
    }
  }

  /** Asks for a further pass; false while no coordinator answers. */
  boolean accept(String migration, String verb, Map<String, String> options) {
    try (Coordinator coordinator = open()) {
      coordinator.pass(migration, verb, "the test wants it", options);
      return true;
    } catch (Unreachable notYet) {
      return false;
    }
  }

  /** Wherever the migration lives, each of both shows it. */
  void bothShow(String migration) {
    for (int port : List.of(first, standby)) {
      try (Coordinator one = open(port)) {
        assertThat(one.show(migration).migration()).isEqualTo(migration);
        assertThat(one.list()).isNotEmpty();
      }
    }
  }

  @Override
  public void close() {
    kept.values().forEach(Coordinator::close);
  }
}
