package org.drover.worker.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.Quarantine.Entry;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Puts members that a range leaves out into quarantine, before the range is committed: what an
 * attempt stored that is not committed, the next one replaces. Used by one shard.
 */
final class SettingAside {

  private final Quarantine quarantine;
  private final Keyspace keyspace;
  private final boolean retrying;
  private @Nullable Roaring64Bitmap earlier;
  private long storedFor = -1;

  /**
   * @param retrying whether the pass is over nothing but the quarantine
   */
  SettingAside(Quarantine quarantine, Keyspace keyspace, boolean retrying) {
    this.quarantine = quarantine;
    this.keyspace = keyspace;
    this.retrying = retrying;
  }

  /** Before a shard's first range; does nothing before the others. */
  void begin(Ownership owner) {
    if (earlier == null) {
      earlier =
          JournalCall.ask(
              JournalCall.QUARANTINE,
              () -> quarantine.begin(owner.shard(), owner.epoch(), owner.sequence()));
    }
  }

  /** Whether members must be known one by one, to see who of them was left out before. */
  boolean mayMeetAgain() {
    return earlier != null && !earlier.isEmpty();
  }

  /**
   * Stores what an attempt leaves out.
   *
   * @param range in which it was found
   * @param done what the range is to report
   * @return the same; a retry has looked at everything that it asked for, also at what is gone
   */
  RangeRecord keep(
      Ownership owner, OpenRange range, RangeRequest request, Attempt attempt, RangeRecord done) {
    long[] looked = looked(request, attempt, done);
    long sequence = owner.sequence() + 1;
    Collection<Entry> out = attempt.out().values();
    long[] again = mayMeetAgain() ? again(looked) : new long[0];
    if (!out.isEmpty() || again.length > 0 || storedFor == sequence) {
      List<Entry> entries = withKeys(range, List.copyOf(out));
      storedFor = sequence;
      JournalCall.tell(
          JournalCall.QUARANTINE,
          () -> quarantine.store(owner.shard(), sequence, owner.epoch(), entries, again));
    }
    return retrying ? done.visited(looked.length) : done;
  }

  /**
   * Who was asked for by id and is gone was looked at too: nothing is left to be done for it. Whom
   * there was no room for was not.
   */
  private static long[] looked(RangeRequest request, Attempt attempt, RangeRecord done) {
    return request instanceof RangeRequest.IdList list
        ? Arrays.stream(list.ids()).takeWhile(id -> id <= done.to().id()).toArray()
        : attempt.ids();
  }

  private long[] again(long[] looked) {
    Roaring64Bitmap known = earlier == null ? new Roaring64Bitmap() : earlier;
    return Arrays.stream(looked).filter(known::contains).toArray();
  }

  private List<Entry> withKeys(OpenRange range, List<Entry> out) {
    if (out.isEmpty() || !(keyspace instanceof Keyspace.Property property)) {
      return out;
    }
    long[] ids = out.stream().mapToLong(Entry::member).sorted().toArray();
    Columns keys = range.reread(ids, new ColumnNeed(Set.of(property.name()), false, false));
    @Nullable Object[] values = keys.column(property.name());
    List<Entry> entries = new ArrayList<>(out.size());
    for (Entry entry : out) {
      Object key = values[Arrays.binarySearch(keys.ids(), entry.member())];
      entries.add(
          new Entry(
              entry.member(), key == null ? null : key.toString(), entry.step(), entry.reason()));
    }
    return entries;
  }
}
