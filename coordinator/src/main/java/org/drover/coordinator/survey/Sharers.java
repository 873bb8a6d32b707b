package org.drover.coordinator.survey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drover.coordinator.survey.SurveyReport.Pair;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.journal.MigrationEvent.PassStarted;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Who would share a value with others, by property, out of the keys that a survey foresaw. To read
 * them all takes a while, so that the last few surveys are remembered. Blocking.
 */
final class Sharers {

  /** More hashes than these are looked through in several turns. */
  private static final long MEMBERS_AT_ONCE = 16_000_000;

  private static final int REMEMBERED_MAX = 8;

  private final ForeseenKeys keys;
  private final Map<Of, Map<String, Found>> known =
      new LinkedHashMap<>(REMEMBERED_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Of, Map<String, Found>> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /** One survey; another one of the same number begins at another time. */
  private record Of(String migration, PassStarted survey) {}

  /**
   * @param surplus all but one of each group
   * @param pairs the first ones
   */
  record Found(Roaring64Bitmap surplus, List<Pair> pairs) {
    private static final int PAIRS_SHOWN = 5;

    Found() {
      this(new Roaring64Bitmap(), new ArrayList<>());
    }

    private void add(Collisions.Found more) {
      surplus.or(more.surplus());
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
  Map<String, Found> remembered(String migration, PassStarted survey, long members) {
    Of one = new Of(migration, survey);
    synchronized (known) {
      Map<String, Found> found = known.get(one);
      if (found != null) {
        return found;
      }
    }
    Map<String, Found> found = of(migration, survey.pass(), members);
    synchronized (known) {
      known.put(one, found);
    }
    return found;
  }

  /**
   * @param members that the survey has visited
   */
  Map<String, Found> of(String migration, int pass, long members) {
    int turns = (int) (members / MEMBERS_AT_ONCE) + 1;
    Map<String, Found> found = new TreeMap<>();
    for (int turn = 0; turn < turns; turn++) {
      int now = turn;
      Map<String, Collisions> byProperty = new HashMap<>();
      keys.each(
          migration,
          pass,
          part ->
              byProperty
                  .computeIfAbsent(part.property(), any -> new Collisions(now, turns))
                  .add(part));
      byProperty.forEach(
          (property, one) -> found.computeIfAbsent(property, any -> new Found()).add(one.find()));
    }
    return found;
  }
}
