package org.drover.shared.neo4j;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.drover.shared.graph.Fence;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One claim of a fence. It waits in the database for whoever holds the lock; a predecessor that
 * holds it for too long, since it was stopped inside its transaction, has the transaction ended for
 * it.
 */
final class Takeover {

  /** What the transactions of a shard carry. */
  static final String SHARD = "drover";

  /** What the transaction of a range, and only of a range, carries. */
  static final String EPOCH = "epoch";

  /** What a claim carries, each another. */
  private static final String CLAIM = "claim";

  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

  /** After a predecessor is ended, the database needs a moment to undo what it did. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final String BEGUN =
      Cypher.PREFIX
          + "SHOW TRANSACTIONS YIELD metaData, startTime\n"
          + ("WHERE metaData." + SHARD + " = $shard AND metaData." + CLAIM + " = $claim\n")
          + "RETURN startTime AS begun";

  /** Another claim that began earlier belongs to somebody who stands still in the middle of it. */
  private static final String END =
      Cypher.PREFIX
          + "SHOW TRANSACTIONS YIELD transactionId AS id, metaData, startTime\n"
          + ("WHERE metaData." + SHARD + " = $shard\n")
          + ("AND (metaData." + EPOCH + " <= $epoch OR metaData." + CLAIM + " <> $claim")
          + " AND datetime(startTime) < datetime($begun))\n"
          + "TERMINATE TRANSACTIONS id YIELD transactionId AS ended\n"
          + "RETURN count(ended) AS ended";

  private final Database database;
  private final ShardId shard;
  private final String claim = UUID.randomUUID().toString();

  Takeover(Database database, ShardId shard) {
    this.database = database;
    this.shard = shard;
  }

  /**
   * @param before the fence as it is now; only what its owner began, and older claims, may be
   *     ended, for by the time somebody ends it, this claim's own ranges may have begun
   * @param known the highest epoch of any owner before, whatever the fence says
   */
  Fence run(Optional<Fence> before, ShardPlan plan, long known) {
    return run(
        Math.max(epoch(before), known),
        transaction -> Fences.take(transaction, shard, plan, known));
  }

  /** The same, for good. */
  void seal(Optional<Fence> before) {
    run(
        epoch(before),
        transaction -> {
          Fences.seal(transaction, shard);
          return true;
        });
  }

  /** Of one that was removed nobody is left who could hold it. */
  void makeAgain(long sequence) {
    run(
        0,
        transaction -> {
          Fences.makeAgain(transaction, shard, sequence);
          return true;
        });
  }

  private static long epoch(Optional<Fence> fence) {
    return fence.map(Fence::epoch).orElse(0L);
  }

  private <T> T run(long before, Function<Transaction, T> taking) {
    Duration timeout = database.connection().takeoverPatience().plus(GRACE);
    return Patience.during(timeout, () -> claim(before, timeout, taking));
  }

  private <T> T claim(long before, Duration timeout, Function<Transaction, T> taking) {
    Phase phase = Phase.RANGE;
    TransactionConfig config =
        database.timed(timeout, Map.of(SHARD, shard.toString(), CLAIM, claim));
    try (Session session = database.session(AccessMode.WRITE);
        Transaction transaction = session.beginTransaction(config)) {
      T taken = patiently(before, () -> taking.apply(transaction));
      phase = Phase.COMMIT;
      transaction.commit();
      return taken;
    } catch (RuntimeException failure) {
      throw database.failed(failure, phase, "claiming shard " + shard);
    }
  }

  /**
   * Patience is counted from when the claim's own transaction has begun: it is by its beginning
   * that older claims are told from younger ones, and on a busy machine it may begin late.
   */
  private <T> T patiently(long before, Supplier<T> taking) {
    CompletableFuture<Void> later =
        CompletableFuture.runAsync(
            () -> endOthers(before),
            CompletableFuture.delayedExecutor(
                database.connection().takeoverPatience().toMillis(), TimeUnit.MILLISECONDS));
    try {
      return taking.get();
    } finally {
      later.cancel(false);
    }
  }

  /** Nothing is to be done if this claim is over by now. */
  private void endOthers(long epoch) {
    try (Session session = database.session(AccessMode.WRITE)) {
      Map<String, Object> own = Map.of("shard", shard.toString(), "claim", claim);
      for (Record claiming : session.run(BEGUN, own).list()) {
        Map<String, Object> others = new HashMap<>(own);
        others.put("epoch", epoch);
        others.put("begun", claiming.get("begun"));
        long ended = session.run(END, others).single().get(0).asLong();
        LOG.info(
            "Shard {}: a predecessor held the fence for longer than {}; ended {} of its"
                + " transactions, the claim goes on waiting",
            shard,
            database.connection().takeoverPatience(),
            ended);
      }
    } catch (RuntimeException failure) {
      LOG.warn(
          "Shard {}: could not end a predecessor's transaction; the claim waits until the database"
              + " ends it by its own time limit",
          shard,
          failure);
    }
  }
}
