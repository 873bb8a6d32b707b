package org.drover.shared.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.replay.Proof.Finding.Kind;

/**
 * The shards of a pass as they were planned and as they were split: each half begins where the
 * other ends, and ends where the whole did, so that what tiled before does so after.
 */
final class Splits {

  private final Findings findings;
  private final List<ShardPlan> planned = new ArrayList<>();
  private final Map<Integer, ShardPlan> now = new HashMap<>();
  private final Map<Integer, List<Key>> ends = new HashMap<>();

  Splits(Findings findings) {
    this.findings = findings;
  }

  void begin(List<ShardPlan> shards) {
    planned.addAll(shards);
    shards.forEach(shard -> now.put(shard.number(), shard));
  }

  void next(MigrationEvent.ShardSplit event, long number) {
    ShardPlan whole = now.get(event.shard());
    ShardPlan rest = event.rest();
    if (whole == null) {
      findings.add(
          event.shard(), Kind.UNPLANNED, "event %d splits an unknown shard".formatted(number));
      return;
    }
    if (now.containsKey(rest.number())) {
      findings.add(
          rest.number(),
          Kind.DUPLICATE,
          "event %d splits off a shard that was there".formatted(number));
      return;
    }
    checkMeeting(event, whole, number);
    planned.add(rest);
    now.put(rest.number(), rest);
    now.put(whole.number(), whole.narrowed(event.to(), whole.expected()));
    ends.computeIfAbsent(event.shard(), shard -> new ArrayList<>()).add(event.to());
  }

  private void checkMeeting(MigrationEvent.ShardSplit event, ShardPlan whole, long number) {
    Keyspace keyspace = event.rest().keyspace();
    Key from = event.rest().slice().from();
    Key to = event.rest().slice().to();
    if (!event.to().equals(from)
        || !whole.slice().to().equals(to)
        || !whole.keyspace().equals(keyspace)) {
      findings.add(
          event.shard(),
          Chain.between(event.to(), from),
          "event %d splits %s at %s; the rest is %s"
              .formatted(number, whole, event.to(), event.rest()));
    }
    if (Chain.backwards(whole.slice().from(), event.to()) || Chain.backwards(event.to(), to)) {
      findings.add(
          event.shard(),
          Kind.OVERLAP,
          "event %d splits %s at %s, which is outside".formatted(number, whole, event.to()));
    }
  }

  /** Every shard as it was first assigned. */
  List<ShardPlan> planned() {
    return planned;
  }

  /** Where a shard's slice was narrowed to, in that order. */
  List<Key> of(int shard) {
    return ends.getOrDefault(shard, List.of());
  }
}
