package org.drover.deploy.estimate;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.drover.coordinator.survey.SurveyReporter;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Slice;
import org.roaringbitmap.longlong.LongIterator;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** What a journal would keep of one survey, for as long as that takes. Thread-safe. */
final class Scratch implements IdSets, ForeseenKeys, SurveyReporter.Journal {

  private final Map<String, Roaring64Bitmap> sets = new ConcurrentHashMap<>();
  private final Map<String, List<Part>> parts = new ConcurrentHashMap<>();
  private final Map<String, List<Bids>> bids = new ConcurrentHashMap<>();
  private final Queue<JournalEntry> decisions = new ConcurrentLinkedQueue<>();
  private final Queue<JournalEntry> ranges = new ConcurrentLinkedQueue<>();

  void note(String migration, MigrationEvent event) {
    decisions.add(new JournalEntry(PersistenceIds.of(migration), decisions.size() + 1, event));
  }

  void note(ShardId shard, RangeFinished range) {
    ranges.add(new JournalEntry(PersistenceIds.of(shard), range.sequence(), range));
  }

  @Override
  public void store(String set, Roaring64Bitmap ids) {
    sets.put(set, ids);
  }

  @Override
  public Roaring64Bitmap read(String set, Slice slice) {
    Roaring64Bitmap all = sets.get(set);
    if (all == null) {
      throw new IllegalStateException("no id set " + set + " was planned");
    }
    Key from = slice.from();
    Roaring64Bitmap within = new Roaring64Bitmap();
    LongIterator rest = all.getLongIteratorFrom(from == null ? 0 : Math.max(0, from.id() + 1));
    while (rest.hasNext()) {
      long id = rest.next();
      if (id > slice.to().id()) {
        break;
      }
      within.addLong(id);
    }
    return within;
  }

  @Override
  public void store(ShardId shard, long sequence, List<Part> foreseen, List<Bids> foreseenBids) {
    parts.put(shard + "/" + sequence, foreseen);
    bids.put(shard + "/" + sequence, foreseenBids);
  }

  @Override
  public void each(String migration, int pass, Consumer<Part> consumer) {
    parts.values().forEach(range -> range.forEach(consumer));
  }

  @Override
  public void eachBids(String migration, int pass, Consumer<Bids> consumer) {
    bids.values().forEach(range -> range.forEach(consumer));
  }

  @Override
  public long remove(String migration) {
    long removed = (long) sets.size() + parts.size() + bids.size();
    sets.clear();
    parts.clear();
    bids.clear();
    return removed;
  }

  @Override
  public Stream<JournalEntry> migrationEvents(String migration) {
    return decisions.stream();
  }

  @Override
  public Stream<JournalEntry> shardEvents(String migration, int pass) {
    return ranges.stream();
  }
}
