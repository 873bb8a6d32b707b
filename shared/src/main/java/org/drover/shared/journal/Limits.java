package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drover.shared.spec.Budget;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Thresholds;
import org.drover.shared.spec.Window;
import org.jspecify.annotations.Nullable;

/**
 * What a migration may use at the moment: the spec's budget and guards, and after that what orders
 * made of them.
 *
 * @param workers shards at a time, in the whole cluster
 * @param nodesPerSecond in the whole cluster; null for no bound
 * @param memoryBytes on each worker node; null for no bound
 * @param errorsPercent the share of quarantined members at which the migration pauses
 * @param rangeMillis how long a range should take
 * @param thresholds of the guards, by their names; in events of before there were none
 * @param windows in which it runs, empty for always; null in events of before: as the spec says
 */
public record Limits(
    int workers,
    @Nullable Long nodesPerSecond,
    @Nullable Long memoryBytes,
    double errorsPercent,
    long rangeMillis,
    @JsonInclude(Include.NON_EMPTY) Map<String, Double> thresholds,
    @JsonInclude(Include.NON_NULL) @Nullable List<String> windows) {

  public static final long RANGE_MILLIS_DEFAULT = 1_000;

  public Limits {
    // Events of before are read without them.
    thresholds =
        Collections.unmodifiableMap(
            thresholds == null ? new TreeMap<>() : new TreeMap<>(thresholds));
    windows = windows == null ? null : List.copyOf(windows);
  }

  public static Limits of(Spec spec) {
    Budget budget = spec.budget();
    return new Limits(
        budget.workers(),
        budget.nodesPerSecond(),
        budget.memoryBytes(),
        budget.errorsPercent(),
        RANGE_MILLIS_DEFAULT,
        Thresholds.of(spec.guards()),
        budget.windows().stream().map(Window::toString).toList());
  }

  /** These, and where they say nothing what others do; the guards are those of the others. */
  public Limits over(Limits others) {
    Map<String, Double> merged = new TreeMap<>(others.thresholds());
    merged.replaceAll((name, threshold) -> thresholds.getOrDefault(name, threshold));
    return new Limits(
        workers,
        nodesPerSecond,
        memoryBytes,
        errorsPercent,
        rangeMillis,
        merged,
        windows == null ? others.windows() : windows);
  }

  /** The windows in which it may run; empty if it always may. */
  public List<Window> open() {
    return windows == null ? List.of() : windows.stream().map(Window::parse).toList();
  }
}
