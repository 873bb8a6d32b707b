package org.drover.worker.range;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.drover.shared.evidence.ForeseenKeys.Bids;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch of which some are to have what others of it have yet, and a constraint allows only
 * once.
 *
 * @param kept members that are not written, and why: somebody keeps what they are to have; first of
 *     all one of whom not another one of them is in the way
 * @param keepers who that is, as far as he is not one of those members
 */
record Exchange(Bidding bidding, Map<Long, String> kept, Set<Long> keepers) {

  Exchange(Bidding bidding) {
    this(bidding, Map.of(), Set.of());
  }

  /** What has to be read for it. */
  ColumnNeed need() {
    return bidding.need();
  }

  /** Everybody gives up what he is not to keep, before anybody gets anything. */
  void write(OpenRange range, Columns columns) {
    bidding.need().properties().forEach(property -> giveUp(range, columns, property));
    range.write(columns);
  }

  private static void giveUp(OpenRange range, Columns columns, String property) {
    @Nullable Object[] before = columns.before(property);
    @Nullable Object[] after = columns.column(property);
    int[] rows =
        IntStream.range(0, columns.size())
            .filter(row -> before[row] != null && !Columns.alike(before[row], after[row]))
            .toArray();
    long[] ids = IntStream.of(rows).mapToLong(row -> columns.ids()[row]).toArray();
    @Nullable Object[] values = IntStream.of(rows).mapToObj(row -> before[row]).toArray();
    Columns given = Columns.read(ids, Map.of(property, values), null, null);
    given.replace(property, new @Nullable Object[rows.length]);
    range.write(given);
  }

  /**
   * The same without those who would be refused.
   *
   * @param columns as all of it would be written
   */
  Exchange without(Columns columns, OpenRange range) {
    Map<Long, String> out = new LinkedHashMap<>();
    Set<Long> holders = new HashSet<>();
    List<Bids> all = bidding.of(columns, range);
    int known;
    do {
      known = out.size();
      all.forEach(bids -> addRefused(bids, out, holders));
    } while (out.size() > known);
    holders.removeAll(out.keySet());
    return new Exchange(bidding, out, holders);
  }

  /** Who keeps what he has, because he is refused himself, refuses another one. */
  private static void addRefused(Bids bids, Map<Long, String> out, Set<Long> keepers) {
    Map<Long, Long> holders = new HashMap<>();
    for (int at = 0; at < bids.held().length; at++) {
      holders.put(bids.held()[at], bids.holders()[at]);
    }
    Set<Long> leaving = new HashSet<>();
    for (long id : bids.leaving()) {
      leaving.add(id);
    }
    for (int at = 0; at < bids.bidders().length; at++) {
      Long holder = holders.get(bids.sought()[at]);
      if (holder != null && (!leaving.contains(holder) || out.containsKey(holder))) {
        keepers.add(holder);
        out.putIfAbsent(
            bids.bidders()[at],
            "id %d has it now, and %s is unique among %s"
                .formatted(holder, bids.unique().called(), bids.unique().of()));
      }
    }
  }
}
