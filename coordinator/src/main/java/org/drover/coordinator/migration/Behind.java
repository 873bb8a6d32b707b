package org.drover.coordinator.migration;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.journal.PassKind;
import org.jspecify.annotations.Nullable;

/**
 * The passes that a migration has behind it, in order: finished, or given up for the next. What may
 * follow is a function of these.
 */
record Behind(List<Pass> passes) {

  static final Behind NOTHING = new Behind(List.of());

  Behind {
    passes = List.copyOf(passes);
  }

  Behind with(Pass pass) {
    List<Pass> more = new ArrayList<>(passes);
    more.add(pass);
    return new Behind(more);
  }

  int nextNumber() {
    return passes.size() + 1;
  }

  @Nullable Pass last() {
    return passes.isEmpty() ? null : passes.getLast();
  }

  /** Whether a pass of the kind has come to its end. */
  boolean finished(PassKind kind) {
    return passes.stream().anyMatch(pass -> pass.kind() == kind && pass.finishedAt() != null);
  }
}
