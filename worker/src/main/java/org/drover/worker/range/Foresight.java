package org.drover.worker.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.drover.shared.canonical.ValueDigest;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.evidence.ForeseenKeys.Part;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.Foreseen;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Columns.Refusal;
import org.jspecify.annotations.Nullable;

/** What a survey keeps of a range for its report. Used by one shard. */
final class Foresight {

  /** Up to this every whole number is a floating-point number too. */
  private static final double EXACT_MAX = 1L << 53;

  private final ForeseenKeys keys;
  private final Set<String> unshared;

  /**
   * @param unique properties of which a constraint allows each value only once
   */
  Foresight(ForeseenKeys keys, Spec spec, Set<String> unique) {
    this.keys = keys;
    this.unshared = unshared(spec, unique);
  }

  /**
   * The properties that the transform writes and that two members should not share, or must not:
   * keys, what the spec wants verified, and what a constraint forbids.
   */
  private static Set<String> unshared(Spec spec, Set<String> unique) {
    Set<String> properties = new LinkedHashSet<>(unique);
    for (Step step : spec.transform()) {
      if (step instanceof Step.CanonicalKey key) {
        properties.add(key.into());
      }
    }
    if (spec.verification() != null) {
      properties.addAll(spec.verification().unique());
    }
    properties.retainAll(spec.written());
    return properties;
  }

  /** Of a batch that was transformed. */
  Evidence of(Ownership owner, Columns columns, Duplicates duplicates) {
    List<Part> parts = new ArrayList<>();
    for (String property : unshared) {
      parts.add(part(property, columns));
    }
    if (!parts.isEmpty()) {
      JournalCall.tell(
          "a survey's keys", () -> keys.store(owner.shard(), owner.sequence() + 1, parts));
    }
    Differences refused = new Differences();
    Map<String, Long> reasons = new TreeMap<>();
    for (Refusal refusal : columns.refusals()) {
      if (duplicates.isSkipped(refusal.id())) {
        continue;
      }
      // Each duplicate names another id: what they have in common is the reason.
      String reason = refusal.step() + ": " + refusal.reason().replaceAll("\\bid \\d+", "id #");
      refused.add(RangeFinding.Kind.REFUSED, refusal.id(), reason);
      reasons.merge(reason, 1L, Long::sum);
    }
    return Evidence.of(refused.findings()).foreseeing(new Foreseen(columns.growth(), reasons));
  }

  private static Part part(String property, Columns columns) {
    @Nullable Object[] values = columns.column(property);
    ValueDigest digest = new ValueDigest();
    long[] ids = new long[values.length];
    long[] hashes = new long[values.length];
    int found = 0;
    for (int row = 0; row < values.length; row++) {
      if (values[row] != null) {
        ids[found] = columns.ids()[row];
        hashes[found++] = digest.addValue(compared(values[row])).first64Bits();
      }
    }
    return new Part(property, Arrays.copyOf(ids, found), Arrays.copyOf(hashes, found));
  }

  /** To the database 1 and 1.0 are the same. */
  private static Object compared(Object value) {
    return value instanceof Double number && number == Math.rint(number) && fits(number)
        ? (Object) number.longValue()
        : value;
  }

  private static boolean fits(double number) {
    return Math.abs(number) <= EXACT_MAX;
  }
}
