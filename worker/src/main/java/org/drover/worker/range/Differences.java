package org.drover.worker.range;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.jspecify.annotations.Nullable;

/** Counts everything, and keeps the first ones of each kind in full. */
final class Differences {

  private final List<RangeFinding> findings = new ArrayList<>();
  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);

  void add(Kind kind, @Nullable Long id, String text) {
    if (kinds.merge(kind, 1L, Long::sum) <= Evidence.keptMax(kind)) {
      findings.add(new RangeFinding(kind, id, text));
    }
  }

  /** Without notes. */
  long count() {
    return kinds.entrySet().stream()
        .filter(kind -> !kind.getKey().isNote())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Whether there is nothing to tell, not even a note. */
  boolean isEmpty() {
    return kinds.isEmpty();
  }

  List<RangeFinding> findings() {
    return findings;
  }

  /** With a digest of the range, or null in its place. */
  Evidence evidence(@Nullable String digest) {
    boolean all = kinds.values().stream().mapToLong(Long::longValue).sum() == findings.size();
    return new Evidence(null, digest, null, findings, all ? Map.of() : kinds, null, null);
  }
}
