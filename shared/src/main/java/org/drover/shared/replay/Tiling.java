package org.drover.shared.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.replay.Proof.Finding.Kind;

/**
 * Checks that the shards of a plan lie side by side, in each of the keyspaces that the plan has.
 */
final class Tiling {

  private Tiling() {}

  static void check(List<ShardPlan> shards, Findings findings) {
    Map<String, ShardPlan> lastOfKeyspace = new HashMap<>();
    checkNumbers(shards, findings);
    for (ShardPlan shard : shards) {
      String keyspace = name(shard.keyspace());
      ShardPlan before = lastOfKeyspace.put(keyspace, shard);
      if (before == null) {
        checkFirst(keyspace, shard, findings);
      } else {
        checkMeeting(keyspace, before, shard, findings);
      }
      checkDirection(shard, findings);
    }
  }

  /** In the plan of a pass that looks back at one with splits, they are out of order. */
  private static void checkNumbers(List<ShardPlan> shards, Findings findings) {
    int expected = 0;
    for (int number : shards.stream().map(ShardPlan::number).sorted().toList()) {
      if (number != expected) {
        findings.add(
            number,
            number < expected ? Kind.DUPLICATE : Kind.MISSING,
            "the plan has shard %d where shard %d is expected".formatted(number, expected));
      }
      expected = number + 1;
    }
  }

  private static void checkFirst(String keyspace, ShardPlan shard, Findings findings) {
    if (shard.keyspace() instanceof Keyspace.Property && shard.slice().from() != null) {
      findings.add(
          shard.number(),
          Kind.GAP,
          "the first slice of the %s begins at %s; expected: below every key"
              .formatted(keyspace, shard.slice().from()));
    }
  }

  private static void checkMeeting(
      String keyspace, ShardPlan before, ShardPlan shard, Findings findings) {
    if (!Chain.meets(before.slice().to(), shard.slice().from())) {
      findings.add(
          shard.number(),
          Chain.between(before.slice().to(), shard.slice().from()),
          "in the %s, shard %d is planned to end at %s and shard %d to begin at %s"
              .formatted(
                  keyspace,
                  before.number(),
                  before.slice().to(),
                  shard.number(),
                  Chain.show(shard.slice().from())));
    }
  }

  private static void checkDirection(ShardPlan shard, Findings findings) {
    if (Chain.backwards(shard.slice().from(), shard.slice().to())) {
      findings.add(
          shard.number(),
          Kind.OVERLAP,
          "the slice (%s, %s] runs backwards"
              .formatted(Chain.show(shard.slice().from()), shard.slice().to()));
    }
  }

  /** What a shard's keys are positions in; the density of ids is a hint, no other keyspace. */
  private static String name(Keyspace keyspace) {
    return switch (keyspace) {
      case Keyspace.Ids ids -> "ids";
      case Keyspace.IdSet set -> "id set " + set.set();
      case Keyspace.Property property -> property.type() + " keys of property " + property.name();
    };
  }
}
