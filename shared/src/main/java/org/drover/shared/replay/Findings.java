package org.drover.shared.replay;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.replay.Proof.Finding;
import org.jspecify.annotations.Nullable;

/** Collects findings, up to a number beyond which more of them help nobody. */
final class Findings {

  private static final int KEPT_MAX = 200;

  private final List<Finding> kept = new ArrayList<>();
  private long leftOut;

  void add(@Nullable Integer shard, Finding.Kind kind, String text) {
    if (kept.size() == KEPT_MAX) {
      leftOut++;
      return;
    }
    kept.add(new Finding(shard, kind, text));
  }

  List<Finding> all() {
    if (leftOut == 0) {
      return List.copyOf(kept);
    }
    List<Finding> all = new ArrayList<>(kept);
    all.add(new Finding(null, kept.getLast().kind(), leftOut + " more findings are left out here"));
    return all;
  }
}
