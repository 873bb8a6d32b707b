package org.drover.worker.range;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.RangeFinding;
import org.jspecify.annotations.Nullable;

/** Counts everything, and keeps the first ones in full. */
final class Differences {

  private final List<RangeFinding> findings = new ArrayList<>();
  private long count;

  void add(RangeFinding.Kind kind, @Nullable Long id, String text) {
    count++;
    if (findings.size() < Evidence.FINDINGS_MAX) {
      findings.add(new RangeFinding(kind, id, text));
    }
  }

  long count() {
    return count;
  }

  List<RangeFinding> findings() {
    return findings;
  }
}
