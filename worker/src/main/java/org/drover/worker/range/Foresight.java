package org.drover.worker.range;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.evidence.ForeseenKeys.Bids;
import org.drover.shared.evidence.ForeseenKeys.Part;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.graph.ValueIndex;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.Foreseen;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Columns.Refusal;
import org.jspecify.annotations.Nullable;

/** What a survey keeps of a range for its report. Used by one shard. */
final class Foresight {

  private final ForeseenKeys keys;
  private final Bidding bidding;
  private final Oversize oversize;
  private final Set<String> unshared;

  /**
   * @param constraints what the graph allows only once, of whatever label or type
   * @param indexes what it has only so much room in
   */
  Foresight(ForeseenKeys keys, Spec spec, Set<Uniqueness> constraints, Set<ValueIndex> indexes) {
    this.keys = keys;
    this.oversize = new Oversize(spec, indexes);
    this.bidding = Bidding.forward(spec, constraints);
    this.unshared = unshared(spec);
    unshared.removeAll(bidding.covered());
  }

  /**
   * The properties that the transform writes and that two members should not share, though nothing
   * may forbid it: keys, and what the spec wants verified.
   */
  private static Set<String> unshared(Spec spec) {
    Set<String> properties = new LinkedHashSet<>();
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

  /** What has to be read, besides what the transform needs. */
  ColumnNeed need() {
    return bidding.need().and(oversize.need());
  }

  /**
   * Refuses in a batch that was transformed whom an index will refuse, whoever else is written. To
   * be done first: what they bid for is free for others.
   *
   * @return how many more it may refuse
   */
  long refuseTooLarge(Columns columns, OpenRange range) {
    return oversize.refuseIn(columns, range);
  }

  /**
   * Of a batch that was transformed.
   *
   * @param open how many more than are refused an index may refuse
   */
  Evidence of(Ownership owner, Columns columns, Duplicates duplicates, long open, OpenRange range) {
    List<Part> parts = unshared.stream().map(property -> part(property, columns)).toList();
    List<Bids> bids = bidding.of(columns, range);
    if (!parts.isEmpty() || !bids.isEmpty()) {
      JournalCall.tell(
          "a survey's keys", () -> keys.store(owner.shard(), owner.sequence() + 1, parts, bids));
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
    return Evidence.of(refused.findings())
        .foreseeing(new Foreseen(columns.growth(), reasons, open));
  }

  private static Part part(String property, Columns columns) {
    @Nullable Object[] values = columns.column(property);
    ValueHash hash = new ValueHash();
    long[] ids = new long[values.length];
    long[] hashes = new long[values.length];
    int found = 0;
    for (int row = 0; row < values.length; row++) {
      Object value = values[row];
      if (value != null && ValueHash.isShareable(value)) {
        ids[found] = columns.ids()[row];
        hashes[found++] = hash.of(value);
      }
    }
    return new Part(property, Arrays.copyOf(ids, found), Arrays.copyOf(hashes, found));
  }
}
