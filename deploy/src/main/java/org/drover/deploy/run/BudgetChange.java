package org.drover.deploy.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.spec.Amounts;
import org.drover.shared.spec.Budget;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.jspecify.annotations.Nullable;

/**
 * What a spec says otherwise than the same migration's first one, if an order could say it too.
 *
 * @param changes by the names of the API
 */
record BudgetChange(Map<String, String> changes) {

  private static final Set<String> KNOBS =
      Set.of("budget.workers", "budget.rate", "budget.memory", "budget.errors");

  /**
   * @param difference one line for each path that differs, which it begins with
   * @param spec the new one
   * @return null if there is no difference, or another one
   */
  static @Nullable BudgetChange of(List<String> difference, String spec) {
    boolean budget =
        !difference.isEmpty()
            && difference.stream().allMatch(line -> KNOBS.contains(line.split(":", 2)[0]));
    return budget && SpecReader.read(spec) instanceof SpecReading.Ready ready
        ? new BudgetChange(changes(ready.spec().budget()))
        : null;
  }

  private static Map<String, String> changes(Budget budget) {
    Long rate = budget.nodesPerSecond();
    Long memory = budget.memoryBytes();
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("workers", Integer.toString(budget.workers()));
    changes.put("rate", rate == null ? LimitChange.NONE : Amounts.ofRate(rate));
    changes.put("memory", memory == null ? LimitChange.NONE : Amounts.ofBytes(memory));
    changes.put("errors", Amounts.ofPercent(budget.errorsPercent()));
    return changes;
  }
}
