package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a survey's range foresees beyond its tally.
 *
 * @param bytes by how much the values of its members would grow, about; negative if they shrink
 * @param refusals how many members each reason would put into quarantine
 * @param open how many more an index may refuse, which nobody can tell beforehand
 */
public record Foreseen(
    long bytes,
    Map<String, Long> refusals,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long open) {

  public static final Foreseen NOTHING = new Foreseen(0, Map.of());

  public Foreseen {
    refusals = Collections.unmodifiableMap(new TreeMap<>(refusals));
  }

  /** With nothing left open. */
  public Foreseen(long bytes, Map<String, Long> refusals) {
    this(bytes, refusals, 0);
  }

  public Foreseen plus(Foreseen other) {
    Map<String, Long> sum = new TreeMap<>(refusals);
    other.refusals.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    return new Foreseen(bytes + other.bytes, sum, open + other.open);
  }
}
