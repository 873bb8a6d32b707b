package org.drover.worker.range;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.drover.shared.evidence.ForeseenKeys.Bids;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.spec.Spec;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/**
 * Who of a range's members bids for which values under a constraint, and who has them already. A
 * member bids by getting a value under it, or the label that the constraint is about.
 */
final class Bidding {

  private final Bearing bearing;
  private final List<Uniqueness> constraints;
  private final ValueHash hash = new ValueHash();

  private Bidding(Bearing bearing, Set<Uniqueness> constraints) {
    this.bearing = bearing;
    this.constraints =
        constraints.stream().filter(one -> bearing.isOn(one.of(), one.properties())).toList();
  }

  /** Of what a spec's steps will write. */
  static Bidding forward(Spec spec, Set<Uniqueness> constraints) {
    return new Bidding(Bearing.forward(spec), constraints);
  }

  /** Of putting back what they replaced. */
  static Bidding backward(Spec spec, Set<Uniqueness> constraints) {
    return new Bidding(Bearing.backward(spec), constraints);
  }

  /** What has to be read for it; nothing where no constraint is in question. */
  ColumnNeed need() {
    Set<String> properties = new HashSet<>();
    constraints.forEach(one -> properties.addAll(one.properties()));
    return new ColumnNeed(properties, !constraints.stream().allMatch(this::isOfAll), false);
  }

  /** The properties of which a constraint says for all members that nobody shares them. */
  Set<String> covered() {
    Set<String> covered = new HashSet<>();
    constraints.stream()
        .filter(one -> isOfAll(one) && one.properties().size() == 1)
        .forEach(one -> covered.addAll(one.properties()));
    return covered;
  }

  /** Whether all members have its label or type, and keep it. */
  private boolean isOfAll(Uniqueness constraint) {
    return bearing.isOfAll(constraint.of());
  }

  /** Of a batch of which the columns say what it will be, for each constraint. */
  List<Bids> of(Columns columns, OpenRange range) {
    return constraints.stream().map(one -> of(one, columns, range)).toList();
  }

  private Bids of(Uniqueness constraint, Columns columns, OpenRange range) {
    List<@Nullable Object[]> before = new ArrayList<>();
    List<@Nullable Object[]> after = new ArrayList<>();
    for (String property : constraint.properties()) {
      before.add(columns.before(property));
      after.add(columns.column(property));
    }
    boolean all = isOfAll(constraint);
    Found found = new Found();
    for (int row = 0; row < columns.size(); row++) {
      boolean had = all || columns.hadLabel(row, constraint.of());
      boolean has = all || columns.hasLabel(row, constraint.of());
      found.see(
          columns.ids()[row],
          had ? value(before, row) : List.of(),
          has ? value(after, row) : List.of());
    }
    return found.bids(constraint, range);
  }

  /** Empty if a constraint has nothing against it, whoever has it. */
  private static List<Object> value(List<@Nullable Object[]> columns, int row) {
    List<Object> value = new ArrayList<>(columns.size());
    for (@Nullable Object[] column : columns) {
      Object part = column[row];
      if (part == null || !ValueHash.isShareable(part)) {
        return List.of();
      }
      value.add(part);
    }
    return value;
  }

  /** Those of one range that bid, or give up what they have. */
  private final class Found {
    private final List<Long> bidders = new ArrayList<>();
    private final List<Long> sought = new ArrayList<>();
    private final List<Long> leaving = new ArrayList<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private final List<List<Object>> values = new ArrayList<>();

    /** Each value is empty if there is none under the constraint. */
    void see(long id, List<Object> before, List<Object> after) {
      if (alike(before, after)) {
        return;
      }
      if (!before.isEmpty()) {
        leaving.add(id);
      }
      if (!after.isEmpty()) {
        long hashed = hash.ofAll(after);
        bidders.add(id);
        sought.add(hashed);
        if (places.putIfAbsent(hashed, values.size()) == null) {
          values.add(after);
        }
      }
    }

    private static boolean alike(List<Object> left, List<Object> right) {
      return left.size() == right.size()
          && IntStream.range(0, left.size())
              .allMatch(at -> Columns.alike(left.get(at), right.get(at)));
    }

    Bids bids(Uniqueness constraint, OpenRange range) {
      Map<Integer, Long> holders = values.isEmpty() ? Map.of() : range.holders(constraint, values);
      Map<Long, Long> held = new LinkedHashMap<>();
      places.forEach(
          (value, place) -> {
            Long holder = holders.get(place);
            if (holder != null) {
              held.put(value, holder);
            }
          });
      // Who turns 1 into 1.0 keeps, to the database, what he has.
      Set<Long> keeping = new HashSet<>();
      for (int at = 0; at < bidders.size(); at++) {
        if (bidders.get(at).equals(held.get(sought.get(at)))) {
          keeping.add(bidders.get(at));
        }
      }
      int[] bidding =
          IntStream.range(0, bidders.size())
              .filter(at -> !keeping.contains(bidders.get(at)))
              .toArray();
      return new Bids(
          constraint,
          IntStream.of(bidding).mapToLong(bidders::get).toArray(),
          IntStream.of(bidding).mapToLong(sought::get).toArray(),
          longs(held.values()),
          longs(held.keySet()),
          longs(leaving.stream().filter(id -> !keeping.contains(id)).toList()));
    }

    private static long[] longs(Collection<Long> numbers) {
      return numbers.stream().mapToLong(Long::longValue).toArray();
    }
  }
}
