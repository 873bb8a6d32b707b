package org.drover.shared.neo4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Values;

/**
 * The statements about what fences stand for. So the graph alone tells into which shards a pass was
 * split, to a journal that was restored from before.
 */
final class FenceSlices {

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private static final String OF_PASS =
      Cypher.PREFIX + "MATCH (f:" + Fences.LABEL + ") WHERE f.id STARTS WITH $pass\n";

  private static final String NUMBERS =
      OF_PASS + "RETURN max(toInteger(split(f.id, '/')[2])) AS last";

  private static final String FENCES = OF_PASS + Fences.RETURN + ", f.id AS id";

  private static final String PLANS =
      OF_PASS + "AND f.plan IS NOT NULL AND f.sealed IS NULL\nRETURN f.plan AS plan ORDER BY f.id";

  private static final String FENCE = Cypher.PREFIX + "MATCH (f:" + Fences.LABEL + " {id: $id})\n";

  /** It is a transaction of its own, and counted as one. */
  private static final String SPLIT_OFF =
      FENCE
          + "SET f.commits = coalesce(f.commits, 0) + 1\n"
          + "SET f.plan = CASE WHEN f.sequence = 0 THEN $plan ELSE f.plan END";

  private static final String REALIGNED =
      FENCE
          + "SET f.commits = coalesce(f.commits, 0) + 1 + f.sequence - $sequence\n"
          + "SET f.sequence = $sequence, f.cursor = $cursor, f.record = null, f.plan = $plan";

  /**
   * With a higher epoch, whoever owned it can finish nothing more. It goes with a realignment, in
   * one transaction.
   */
  private static final String VACATED =
      Cypher.PREFIX
          + ("MATCH (f:" + Fences.LABEL + ") WHERE f.id IN $ids\n")
          + "SET f.commits = coalesce(f.commits, 0) + f.sequence - 1\n"
          + "SET f.epoch = f.epoch + 1, f.sequence = 0\n"
          + "REMOVE f.cursor, f.record, f.plan";

  private FenceSlices() {}

  static List<ShardPlan> read(Transaction transaction, ShardId shard) {
    return transaction
        .run(PLANS, Values.parameters("pass", prefix(shard)))
        .list(row -> parsed(row.get("plan").asString()));
  }

  static Map<Integer, Fence> fences(Transaction transaction, ShardId shard) {
    Map<Integer, Fence> fences = new HashMap<>();
    transaction
        .run(FENCES, Values.parameters("pass", prefix(shard)))
        .forEachRemaining(
            row -> fences.put(ShardId.parse(row.get("id").asString()).number(), Fences.fence(row)));
    return fences;
  }

  /** Which shard the rest of a split is: the one that it was before, or a new one. */
  static ShardId numbered(
      Transaction transaction, ShardId proposed, ShardPlan rest, Set<Integer> others) {
    for (ShardPlan plan : read(transaction, proposed)) {
      if (!others.contains(plan.number()) && plan.isOf(rest)) {
        return numbered(proposed, plan.number());
      }
    }
    int last =
        transaction
            .run(NUMBERS, Values.parameters("pass", prefix(proposed)))
            .single()
            .get("last")
            .asInt(-1);
    return numbered(proposed, Math.max(last + 1, proposed.number()));
  }

  private static ShardId numbered(ShardId proposed, int number) {
    return new ShardId(proposed.migration(), proposed.pass(), number);
  }

  static void splitOff(Transaction transaction, ShardId shard, ShardPlan rest) {
    transaction
        .run(SPLIT_OFF, Values.parameters("id", shard.toString(), "plan", written(rest)))
        .consume();
  }

  static void realign(
      Transaction transaction, ShardId shard, long sequence, @Nullable Key cursor, ShardPlan plan) {
    transaction
        .run(
            REALIGNED,
            Values.parameters(
                "id",
                shard.toString(),
                "sequence",
                sequence,
                "cursor",
                cursor == null ? null : cursor.value(),
                "plan",
                written(plan)))
        .consume();
  }

  static void vacate(Transaction transaction, List<ShardId> shards) {
    List<String> ids = shards.stream().map(ShardId::toString).toList();
    transaction.run(VACATED, Values.parameters("ids", ids)).consume();
  }

  static String written(ShardPlan plan) {
    try {
      return JSON.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a shard's plan cannot be written as JSON", e);
    }
  }

  private static ShardPlan parsed(String text) {
    try {
      return JSON.readValue(text, ShardPlan.class);
    } catch (JsonProcessingException e) {
      throw new GraphException(
          GraphException.Kind.FATAL,
          "a fence says that it stands for '%s', which is no slice. Somebody changed it: restore the graph, then resume."
              .formatted(text),
          e);
    }
  }

  /** No other migration's id begins with it, for none has a slash in its name. */
  private static String prefix(ShardId shard) {
    return "%s/%d/".formatted(shard.migration(), shard.pass());
  }
}
