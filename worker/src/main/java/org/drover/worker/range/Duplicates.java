package org.drover.worker.range;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.spec.Dedupe;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/**
 * Members that are the same as another one, and so are left alone. Who has the lowest id decides,
 * so that every pass, attempt and worker comes to the same conclusion.
 *
 * @param earlier by a duplicate's id, the id of the one that is migrated
 */
record Duplicates(Map<Long, Long> earlier, List<String> by, boolean listed) {

  /** Stands where a refusal names its step: the member is a duplicate of another one. */
  static final String STEP = "dedupe";

  static final Duplicates NONE = new Duplicates(Map.of(), List.of(), false);

  /**
   * @param dedupe null if nobody is a duplicate
   */
  static Duplicates among(long[] ids, @Nullable Dedupe dedupe, OpenRange range) {
    if (dedupe == null || ids.length == 0) {
      return NONE;
    }
    Map<Long, Long> earlier = new LinkedHashMap<>();
    range.twins(ids, dedupe.by()).forEach(twin -> earlier.put(twin.higher(), twin.lower()));
    boolean listed = dedupe.onDuplicate() == Dedupe.OnDuplicate.QUARANTINE;
    return new Duplicates(earlier, dedupe.by(), listed);
  }

  String reason(long id) {
    return "id %d has the same %s".formatted(earlier.get(id), String.join(", ", by));
  }

  /** Takes them out of a batch that is to be transformed. */
  void refuseIn(Columns columns) {
    if (earlier.isEmpty()) {
      return;
    }
    for (int row = 0; row < columns.size(); row++) {
      long id = columns.ids()[row];
      if (earlier.containsKey(id)) {
        columns.refuse(row, STEP, reason(id));
      }
    }
  }

  /** How many are left alone and not listed. */
  long skipped() {
    return listed ? 0 : earlier.size();
  }

  boolean isSkipped(long id) {
    return !listed && earlier.containsKey(id);
  }
}
