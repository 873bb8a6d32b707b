package org.drover.deploy.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.TransientException;

/**
 * An application that goes on writing: it counts on nodes, renames them, makes some and removes
 * some, on several threads, and knows what it did.
 */
final class Application implements AutoCloseable {

  private static final String COUNT =
      "MATCH (n:Place {number: $number}) SET n.score = n.score + 1 RETURN count(n) AS met";
  private static final String RENAME =
      "MATCH (n:Place {number: $number}) SET n.name = $name RETURN count(n) AS met";
  private static final String MAKE =
      "CREATE (n:Place {number: $number, name: $name, score: 0}) RETURN count(n) AS met";

  private static final String REMOVE =
      "MATCH (n:Place {number: $number}) DELETE n RETURN count(*) AS met";

  private final Driver driver;
  private final int nodes;
  private final AtomicBoolean going = new AtomicBoolean(true);
  private final AtomicLong counted = new AtomicLong();
  private final AtomicLong others = new AtomicLong();
  private final List<CompletableFuture<Void>> threads = new ArrayList<>();

  /**
   * @param nodes their numbers go from 1 to this
   */
  Application(Driver driver, int nodes, int threads) {
    this.driver = driver;
    this.nodes = nodes;
    for (int thread = 0; thread < threads; thread++) {
      Random random = new Random(thread);
      this.threads.add(
          CompletableFuture.runAsync(
              () -> write(random), task -> Thread.ofPlatform().daemon().start(task)));
    }
  }

  private void write(Random random) {
    while (going.get()) {
      // Few nodes are counted on often, so that writers and ranges meet.
      int number = 1 + random.nextInt(random.nextBoolean() ? nodes : nodes / 100);
      String name = "name " + random.nextInt(1_000_000);
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> others.addAndGet(run(RENAME, number, name));
        case 3 -> others.addAndGet(run(MAKE, nodes + random.nextInt(1_000_000), name));
        case 4 -> others.addAndGet(run(REMOVE, even(number), name));
        default -> counted.addAndGet(run(COUNT, odd(number), name));
      }
    }
  }

  /**
   * What is removed is never counted on: who waits for the lock of a node that is removed meanwhile
   * counts on nothing, and is told that he met it.
   */
  private static int even(int number) {
    return number & ~1;
  }

  private static int odd(int number) {
    return number | 1;
  }

  /** Tried again as long as the database says that nothing was committed. */
  private long run(String statement, int number, String name) {
    while (true) {
      try (var session = driver.session();
          var transaction = session.beginTransaction()) {
        long met =
            transaction
                .run(statement, Map.of("number", number, "name", name))
                .single()
                .get("met")
                .asLong();
        transaction.commit();
        return met;
      } catch (TransientException deadlock) {
        // The database undid it; the same again.
      }
    }
  }

  /** Stops writing, and returns how many counts were committed. */
  long stop() {
    going.set(false);
    threads.forEach(Application::await);
    return counted.get();
  }

  long counted() {
    return counted.get();
  }

  /** Renamed, made or removed. */
  long others() {
    return others.get();
  }

  private static void await(CompletableFuture<Void> thread) {
    try {
      thread.get();
    } catch (ExecutionException failed) {
      throw new AssertionError("the application could not write", failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    going.set(false);
  }
}
