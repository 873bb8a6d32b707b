package org.drover.shared.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.ShardEvent.Assigned;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.replay.Visit.VisitedRange;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ranges in which a key lies. What is written may be an id, and may be the value of a
 * property by which a pass visits: it is looked for as both.
 */
public final class VisitSearch {

  private static final Comparator<ShardId> ORDER =
      Comparator.comparingInt(ShardId::pass).thenComparingInt(ShardId::number);

  private final String written;
  private final Map<ShardId, Shard> shards = new TreeMap<>(ORDER);

  /** What is known of a shard whose slice has the key. */
  private static final class Shard {
    private final Assigned assigned;
    private final Key key;
    private Key end;
    private @Nullable String node;
    private @Nullable VisitedRange found;

    Shard(Assigned assigned, Key key) {
      this.assigned = assigned;
      this.key = key;
      this.end = assigned.plan().slice().to();
    }
  }

  private VisitSearch(String written) {
    this.written = written;
  }

  /**
   * The visits of all passes, in their order.
   *
   * @param events of the migration's shards, each shard's in their order
   */
  public static List<Visit> of(String written, Stream<JournalEntry> events) {
    VisitSearch search = new VisitSearch(written);
    events.forEach(search::next);
    return search.visits();
  }

  private void next(JournalEntry entry) {
    if (!entry.persistenceId().startsWith(PersistenceIds.SHARD + "|")) {
      return;
    }
    ShardId id = ShardId.parse(PersistenceIds.entity(PersistenceIds.SHARD, entry.persistenceId()));
    switch (entry.event()) {
      case Assigned assigned -> begin(id, assigned);
      case ShardEvent.Claimed claim -> {
        Shard shard = shards.get(id);
        if (shard != null) {
          shard.node = claim.node();
        }
      }
      case ShardEvent.Narrowed narrowed -> {
        Shard shard = shards.get(id);
        if (shard != null) {
          shard.end = narrowed.to();
        }
      }
      case RangeFinished range -> look(id, range);
      default -> {
        // The others say nothing of single keys.
      }
    }
  }

  private void begin(ShardId id, Assigned assigned) {
    Key key = asKeyOf(assigned.plan().keyspace());
    if (key != null
        && Chain.holds(assigned.plan().slice().from(), assigned.plan().slice().to(), key)) {
      shards.put(id, new Shard(assigned, key));
    }
  }

  private void look(ShardId id, RangeFinished range) {
    Shard shard = shards.get(id);
    if (shard != null && Chain.holds(range.from(), range.to(), shard.key)) {
      shard.found =
          new VisitedRange(
              range.sequence(),
              range.from(),
              range.to(),
              range.tally(),
              shard.node,
              range.epoch(),
              range.reconciled(),
              range.at());
    }
  }

  /** Null if no key of this keyspace is written so. */
  private @Nullable Key asKeyOf(Keyspace keyspace) {
    return switch (keyspace) {
      case Keyspace.Ids ids -> asNumber();
      case Keyspace.IdSet set -> asNumber();
      case Keyspace.Property property ->
          switch (property.type()) {
            case INTEGER -> asNumber();
            case STRING -> Key.of(written);
          };
    };
  }

  private @Nullable Key asNumber() {
    try {
      return Key.of(Long.parseLong(written));
    } catch (NumberFormatException text) {
      return null;
    }
  }

  private List<Visit> visits() {
    List<Visit> visits = new ArrayList<>();
    shards.forEach(
        (id, shard) -> {
          // What was split off is another shard's.
          if (shard.found != null
              || Chain.holds(shard.assigned.plan().slice().from(), shard.end, shard.key)) {
            visits.add(
                new Visit(
                    id.pass(),
                    shard.assigned.kind(),
                    id.number(),
                    shard.assigned.plan().keyspace(),
                    shard.found));
          }
        });
    return visits;
  }
}
