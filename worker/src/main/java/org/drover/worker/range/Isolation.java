package org.drover.worker.range;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.Quarantine.Entry;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which members of a range the database refuses, when the range cannot be cut any smaller
 * because they share a key or lie close together: by trying halves of them and taking each back.
 *
 * @param suspects the members of the range
 * @param trial tries the range with these members alone and takes it back; returns what refused
 *     them, or null
 */
record Isolation(long[] suspects, Function<long[], @Nullable GraphException> trial) {

  /**
   * At least one of the suspects.
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
    long[] rest = suspects;
    GraphException last = refusal;
    while (rest.length > 1) {
      long[] half = Arrays.copyOf(rest, rest.length / 2);
      GraphException refused = trial.apply(half);
      rest = refused == null ? Arrays.copyOfRange(rest, rest.length / 2, rest.length) : half;
      last = refused == null ? last : refused;
    }
    if (suspects.length > 1) {
      GraphException proof = trial.apply(rest);
      // What only the commit refuses no trial shows: then nobody can tell them apart.
      return proof == null ? entries(suspects, refusal) : entries(rest, proof);
    }
    return entries(rest, last);
  }

  private static Map<Long, Entry> entries(long[] members, GraphException refusal) {
    Map<Long, Entry> entries = new LinkedHashMap<>();
    for (long member : members) {
      entries.put(member, new Entry(member, null, Quarantine.DATABASE, refusal.reason()));
    }
    return entries;
  }
}
