package org.drover.shared.neo4j;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.graph.ValueIndex;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Selection;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.Values;

/** Ranges on Neo4j: one explicit transaction each, which a successor can find and end. */
// Not final: the benchmark leaves the fence out, to see what it costs.
class Neo4jRanges implements RangeStore {

  private final Database database;

  Neo4jRanges(Database database) {
    this.database = database;
  }

  @Override
  public Fence claim(ShardId shard, ShardPlan plan, long known) {
    return new Takeover(database, shard).run(fence(shard), plan, known);
  }

  @Override
  public List<ShardPlan> slices(ShardId shard) {
    return Patience.during(
        timeout(),
        () ->
            fromTheLeader(
                "reading the fences beside shard " + shard,
                transaction -> FenceSlices.read(transaction, shard)));
  }

  @Override
  public Map<Integer, Fence> fences(ShardId shard) {
    return Patience.during(
        timeout(),
        () ->
            fromTheLeader(
                "reading the fences of pass " + shard.pass(),
                transaction -> FenceSlices.fences(transaction, shard)));
  }

  @Override
  public boolean isBehind(Key key, Key other) {
    return database.prepare(
        "comparing keys",
        transaction ->
            transaction
                .run(
                    Cypher.PREFIX + "RETURN $key > $other",
                    Values.parameters("key", key.value(), "other", other.value()))
                .single()
                .get(0)
                .asBoolean(false));
  }

  @Override
  public void requireIndex(Selection selection, Keyspace.Property keyspace) {
    database.prepare(
        "looking for the index of " + selection.called() + " on " + keyspace.name(),
        transaction -> {
          new Indexes(selection).require(transaction, keyspace.name());
          return keyspace;
        });
  }

  @Override
  public Set<Uniqueness> unique(Selection.Kind kind) {
    return database.prepare(
        "looking for uniqueness constraints", transaction -> Indexes.unique(transaction, kind));
  }

  @Override
  public Set<ValueIndex> bounded(Selection.Kind kind) {
    return database.prepare(
        "looking for indexes", transaction -> Indexes.bounded(transaction, kind));
  }

  @Override
  public @Nullable Key keyBehind(
      Selection selection, Keyspace.Property keyspace, @Nullable Key from, Key end, long skipped) {
    KeyBehind key = new KeyBehind(new Members(selection), keyspace, from, end);
    return database
        .prepare(
            "dividing a slice of " + selection.called() + " by " + keyspace.name(),
            transaction -> key.find(transaction, skipped))
        .orElse(null);
  }

  @Override
  public void seal(ShardId shard) {
    new Takeover(database, shard).seal(fence(shard));
  }

  @Override
  public void makeAgain(ShardId shard, long sequence) {
    new Takeover(database, shard).makeAgain(sequence);
  }

  @Override
  public Optional<Fence> fence(ShardId shard) {
    return Patience.during(timeout(), () -> readFence(shard));
  }

  private Optional<Fence> readFence(ShardId shard) {
    return fromTheLeader(
        "reading the fence of shard " + shard, transaction -> Fences.read(transaction, shard));
  }

  /** From whoever takes writes: a follower may not have the last one yet. */
  private <T> T fromTheLeader(String what, Function<Transaction, T> reading) {
    try (Session session = database.session(AccessMode.WRITE);
        Transaction transaction = session.beginTransaction(limited(Map.of()))) {
      return reading.apply(transaction);
    } catch (RuntimeException failure) {
      throw database.failed(failure, Phase.RANGE, what);
    }
  }

  @Override
  public void realign(
      Ownership ownership,
      long sequence,
      @Nullable Key cursor,
      ShardPlan plan,
      List<ShardId> others) {
    Patience.during(
        timeout(),
        () ->
            aligned(
                ownership,
                transaction -> {
                  FenceSlices.realign(transaction, ownership.shard(), sequence, cursor, plan);
                  FenceSlices.vacate(transaction, others);
                }));
  }

  private boolean aligned(Ownership ownership, Consumer<Transaction> change) {
    Phase phase = Phase.RANGE;
    try (Session session = database.session(AccessMode.WRITE);
        Transaction transaction = session.beginTransaction(limited(metadata(ownership)))) {
      Fences.lock(transaction, ownership);
      change.accept(transaction);
      phase = Phase.COMMIT;
      transaction.commit();
      return true;
    } catch (RuntimeException failure) {
      throw database.failed(failure, phase, "realigning the fence of shard " + ownership.shard());
    }
  }

  @Override
  public OpenRange open(Ownership ownership, Scope scope) {
    Members members = new Members(scope.selection());
    return begin(
        AccessMode.WRITE,
        metadata(ownership),
        "range " + (ownership.sequence() + 1) + " of shard " + ownership.shard(),
        open -> {
          Fences.lock(open.transaction(), ownership);
          return new Neo4jRange(database, open, members, scope.lock(), ownership);
        });
  }

  /** An id holds no quotes: a-z, 0-9 and hyphens. */
  @Override
  public Selection fencesOf(String migration) {
    return new Selection(Selection.Kind.NODE, Fences.LABEL, "n.migration = '" + migration + "'");
  }

  @Override
  public OpenRange unfenced(Selection selection) {
    return begin(
        AccessMode.WRITE,
        Map.of(),
        "cleaning up " + selection.called(),
        open -> new Neo4jRange(database, open, new Members(selection), true, null));
  }

  @Override
  public OpenRange survey(Selection selection) {
    return begin(
        AccessMode.READ,
        Map.of(),
        "survey of " + selection.called(),
        open -> new Neo4jRange(database, open, new Members(selection), false, null));
  }

  /** A session with its transaction; whoever has it closes both. */
  record Open(Session session, Transaction transaction, Patience patience, String what) {

    void close() {
      try (session) {
        transaction.close();
      } finally {
        patience.close();
      }
    }
  }

  private OpenRange begin(
      AccessMode mode, Map<String, Object> metadata, String what, Function<Open, OpenRange> first) {
    Session session = database.session(mode);
    Patience patience = new Patience(timeout());
    try {
      Open open = new Open(session, session.beginTransaction(limited(metadata)), patience, what);
      return first.apply(open);
    } catch (RuntimeException failure) {
      // Closing a session undoes its transaction.
      closeAfter(failure, session);
      patience.close();
      throw database.failed(failure, Phase.RANGE, what);
    }
  }

  private static void closeAfter(RuntimeException failure, Session session) {
    try {
      session.close();
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private TransactionConfig limited(Map<String, Object> metadata) {
    return database.timed(timeout(), metadata);
  }

  private Duration timeout() {
    return database.connection().transactionTimeout();
  }

  private static Map<String, Object> metadata(Ownership ownership) {
    return Map.of(Takeover.SHARD, ownership.shard().toString(), Takeover.EPOCH, ownership.epoch());
  }
}
