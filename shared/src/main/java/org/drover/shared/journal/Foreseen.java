package org.drover.shared.journal;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a survey's range foresees beyond its tally.
 *
 * @param bytes by how much the values of its members would grow, about; negative if they shrink
 * @param refusals how many members each reason would put into quarantine
 */
public record Foreseen(long bytes, Map<String, Long> refusals) {

  public static final Foreseen NOTHING = new Foreseen(0, Map.of());

  public Foreseen {
    refusals = Collections.unmodifiableMap(new TreeMap<>(refusals));
  }

  public Foreseen plus(Foreseen other) {
    Map<String, Long> sum = new TreeMap<>(refusals);
    other.refusals.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    return new Foreseen(bytes + other.bytes, sum);
  }
}
