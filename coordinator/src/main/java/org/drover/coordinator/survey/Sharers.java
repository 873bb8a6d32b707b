package org.drover.coordinator.survey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drover.coordinator.survey.SurveyReport.Pair;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.journal.MigrationEvent.PassStarted;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Who would share a value with others, by property or constraint, out of the keys that a survey
 * foresaw. To read them all takes a while, so that the last few surveys are remembered. Blocking.
 */
final class Sharers {

  /** More hashes than these are looked through in several turns. */
  private static final long MEMBERS_AT_ONCE = 16_000_000;

  private static final int REMEMBERED_MAX = 8;

  private final ForeseenKeys keys;
  private final Map<Of, Known> known =
      new LinkedHashMap<>(REMEMBERED_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Of, Known> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /** One survey; another one of the same number begins at another time. */
  private record Of(String migration, PassStarted survey) {}

  /**
   * What is known of all members together.
   *
   * @param shared by property, where nothing forbids it
   * @param contests for each constraint under which anybody gets a value
   * @param refused of all contests
   */
  record Known(Map<String, Found> shared, List<Contests.Found> contests, Contests.Refused refused) {
    static final Known NOTHING = new Known(Map.of(), List.of(), new Contests.Refused(0, 0));
  }

  /**
   * @param surplus all but one of each group
   * @param others the other one of each
   * @param pairs the first ones
   */
  record Found(Roaring64Bitmap surplus, Roaring64Bitmap others, List<Pair> pairs) {
    private static final int PAIRS_SHOWN = 5;

    Found() {
      this(new Roaring64Bitmap(), new Roaring64Bitmap(), new ArrayList<>());
    }

    /** Whether each group is altogether among some members. */
    boolean isAmong(Roaring64Bitmap members) {
      return isAmong(members, surplus) && isAmong(members, others);
    }

    private static boolean isAmong(Roaring64Bitmap members, Roaring64Bitmap some) {
      Roaring64Bitmap missing = new Roaring64Bitmap();
      missing.or(some);
      missing.andNot(members);
      return missing.isEmpty();
    }

    private void add(Collisions.Found more) {
      surplus.or(more.surplus());
      others.or(more.lowest());
      more.pairs().stream().limit(PAIRS_SHOWN - pairs.size()).forEach(pairs::add);
    }
  }

  Sharers(ForeseenKeys keys) {
    this.keys = keys;
  }

  /**
   * The same of a survey whose keys do not change any more.
   *
   * @param members that it visited
   */
  Known remembered(String migration, PassStarted survey, long members) {
    Of one = new Of(migration, survey);
    synchronized (known) {
      Known found = known.get(one);
      if (found != null) {
        return found;
      }
    }
    Known found = of(migration, survey.pass(), members);
    synchronized (known) {
      known.put(one, found);
    }
    return found;
  }

  /**
   * @param members that the survey has visited
   */
  Known of(String migration, int pass, long members) {
    int turns = (int) (members / MEMBERS_AT_ONCE) + 1;
    Contests contests = new Contests();
    keys.eachBids(migration, pass, contests::see);
    Map<String, Found> shared = new TreeMap<>();
    for (int turn = 0; turn < turns; turn++) {
      share(migration, pass, turn, turns, shared);
      contend(migration, pass, turn, turns, contests);
    }
    return new Known(shared, contests.found(), contests.refused());
  }

  private void share(String migration, int pass, int turn, int turns, Map<String, Found> shared) {
    Map<String, Collisions> byProperty = new HashMap<>();
    keys.each(
        migration,
        pass,
        part ->
            byProperty
                .computeIfAbsent(part.property(), any -> new Collisions(turn, turns))
                .add(part));
    byProperty.forEach(
        (property, one) -> shared.computeIfAbsent(property, any -> new Found()).add(one.find()));
  }

  private void contend(String migration, int pass, int turn, int turns, Contests contests) {
    Map<Uniqueness, Contest> byConstraint = new HashMap<>();
    keys.eachBids(
        migration,
        pass,
        bids ->
            byConstraint.computeIfAbsent(bids.unique(), any -> new Contest(turn, turns)).add(bids));
    byConstraint.forEach((unique, one) -> one.each(value -> contests.add(unique, value)));
  }
}
