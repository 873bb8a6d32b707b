package org.drover.coordinator.survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drover.coordinator.survey.Contest.Contested;
import org.drover.coordinator.survey.SurveyReport.Pair;
import org.drover.shared.evidence.ForeseenKeys.Bids;
import org.drover.shared.graph.Uniqueness;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * All contests of a survey together: a member that is refused under one constraint gets nothing
 * under another either, and gives up nothing.
 */
final class Contests {

  /** With more bids than these in contests, it is only bounded how many are refused. */
  static final int WEIGHED_MAX = 1_000_000;

  private final Map<Uniqueness, Tally> tallies = new HashMap<>();
  private final List<Rivalry> rivalries = new ArrayList<>();
  private final int weighedMax;
  private long bids;

  Contests() {
    this(WEIGHED_MAX);
  }

  Contests(int weighedMax) {
    this.weighedMax = weighedMax;
  }

  /**
   * What is known of one constraint.
   *
   * @param losers at least so many of those who bid under it do not get what they bid for
   * @param bidders all who bid for what others have or bid for, too
   * @param pairs the first of them, each with another one that has the value or bids for it
   */
  record Found(Uniqueness unique, long losers, Roaring64Bitmap bidders, List<Pair> pairs) {}

  /**
   * How many members are refused.
   *
   * @param least so many, whoever is visited first
   * @param open so many more, if the worst comes to the worst
   */
  record Refused(long least, long open) {}

  private static final class Tally {
    private static final int PAIRS_SHOWN = 5;
    private final Roaring64Bitmap leaving = new Roaring64Bitmap();
    private final Roaring64Bitmap bidders = new Roaring64Bitmap();
    private final List<Pair> pairs = new ArrayList<>();
    private boolean anybody;
    private long losers;
    private long left;

    Found found(Uniqueness unique) {
      return new Found(unique, losers, bidders, pairs);
    }

    void add(Contested value, boolean leaves) {
      boolean held = value.holder() != Contest.NOBODY;
      bidders.add(value.bidders());
      losers += value.bidders().length - (held && !leaves ? 0 : 1);
      left += leaves ? 1 : 0;
      long rival = held ? value.holder() : value.bidders()[0];
      for (int at = held ? 0 : 1; at < value.bidders().length && pairs.size() < PAIRS_SHOWN; at++) {
        long bidder = value.bidders()[at];
        pairs.add(new Pair(Math.min(rival, bidder), Math.max(rival, bidder)));
      }
    }
  }

  /** Notes who gives up what he has; all of them must be known before the first {@link #add}. */
  void see(Bids some) {
    Tally tally = tallies.computeIfAbsent(some.unique(), any -> new Tally());
    tally.leaving.add(some.leaving());
    tally.anybody |= some.bidders().length > 0;
  }

  void add(Uniqueness unique, Contested value) {
    Tally tally = Objects.requireNonNull(tallies.get(unique), "bids that were not seen");
    boolean leaves = value.holder() != Contest.NOBODY && tally.leaving.contains(value.holder());
    tally.add(value, leaves);
    bids += value.bidders().length;
    if (bids <= weighedMax) {
      rivalries.add(new Rivalry(unique, value.holder(), leaves, value.bidders()));
    } else {
      rivalries.clear();
    }
  }

  List<Found> found() {
    return tallies.entrySet().stream()
        .filter(one -> one.getValue().anybody)
        .map(one -> one.getValue().found(one.getKey()))
        .sorted(
            Comparator.comparing((Found one) -> one.unique().called())
                .thenComparing(one -> one.unique().of()))
        .toList();
  }

  Refused refused() {
    return bids <= weighedMax ? Rivalries.refused(rivalries) : bounds();
  }

  /** Under each constraint by itself it is known; together they are no more than all who bid. */
  private Refused bounds() {
    long least = tallies.values().stream().mapToLong(tally -> tally.losers).max().orElse(0);
    Roaring64Bitmap bidders = new Roaring64Bitmap();
    tallies.values().forEach(tally -> bidders.or(tally.bidders));
    long most =
        Math.min(
            bidders.getLongCardinality(),
            tallies.values().stream().mapToLong(tally -> tally.losers + tally.left).sum());
    return new Refused(least, most - least);
  }
}
