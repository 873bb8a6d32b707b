package org.drover.worker.range;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.Quarantine.Entry;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which members of a range the database refuses, when the range cannot be cut any smaller
 * because they share a key or lie close together: by trying some of them and taking that back.
 *
 * <p>Two may be refused only together. So a member is not tried alone, but with all those before it
 * that the database takes: of a pair the one with the lower id stays, as a survey foretells.
 *
 * @param suspects the members of the range, ascending
 * @param trial tries the range with these members alone and takes it back; returns what refused
 *     them, or null
 */
record Isolation(long[] suspects, Function<long[], @Nullable GraphException> trial) {

  /**
   * At least one of the suspects; without them the database takes the rest, as far as trials tell.
   *
   * @param refusal what came of trying all of them
   * @throws GraphException the refusal itself, as one that only a person can mend, if there are no
   *     suspects
   */
  Map<Long, Entry> culprits(GraphException refusal) {
    if (suspects.length == 0) {
      throw new GraphException(
          Kind.FATAL,
          "%s, although no member of the range was to be written".formatted(refusal.getMessage()),
          refusal);
    }
    Map<Long, Entry> out = new LinkedHashMap<>();
    if (suspects.length == 1) {
      leaveOut(suspects[0], refusal, out);
    } else if (trial.apply(suspects) == null) {
      // What only the commit refuses no trial shows: then nobody can tell them apart.
      Arrays.stream(suspects).forEach(suspect -> leaveOut(suspect, refusal, out));
    } else {
      oneAfterTheOther(out);
    }
    return out;
  }

  /** Where culprits lie close together, steps are short; where there are few, long. */
  private void oneAfterTheOther(Map<Long, Entry> out) {
    int taken = 0;
    int step = suspects.length / 2;
    while (taken < suspects.length) {
      int end = Math.min(suspects.length, taken + step);
      GraphException refused = trial.apply(upTo(end, out));
      if (refused == null) {
        step = 2 * (end - taken);
        taken = end;
      } else {
        int culprit = culprit(taken, end, refused, out);
        step = culprit + 1 - taken;
        taken = culprit + 1;
      }
    }
  }

  /**
   * The one with which the database refuses what it takes without it.
   *
   * @param taken how many of the first it takes
   * @param end how many of the first it refuses
   * @return its place
   */
  private int culprit(int taken, int end, GraphException refusal, Map<Long, Entry> out) {
    int low = taken;
    int high = end;
    GraphException last = refusal;
    while (high - low > 1) {
      int middle = low + (high - low) / 2;
      GraphException refused = trial.apply(upTo(middle, out));
      low = refused == null ? middle : low;
      high = refused == null ? high : middle;
      last = refused == null ? last : refused;
    }
    leaveOut(suspects[low], last, out);
    return low;
  }

  private long[] upTo(int end, Map<Long, Entry> out) {
    return LongStream.of(suspects).limit(end).filter(id -> !out.containsKey(id)).toArray();
  }

  private static void leaveOut(long member, GraphException refusal, Map<Long, Entry> out) {
    out.put(member, new Entry(member, null, Quarantine.DATABASE, refusal.reason()));
  }
}
