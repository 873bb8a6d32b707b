package org.drover.shared.specfile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.drover.shared.spec.Amounts;
import org.drover.shared.spec.Budget;
import org.drover.shared.spec.Guard;
import org.drover.shared.spec.Window;
import org.jspecify.annotations.Nullable;

/** Prints budgets and guards as the reader reads them. */
final class PacePrinter {

  private PacePrinter() {}

  static Map<String, Object> budget(Budget budget) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("workers", budget.workers());
    @Nullable Long rate = budget.nodesPerSecond();
    if (rate != null) {
      tree.put("rate", Amounts.ofRate(rate));
    }
    @Nullable Long memory = budget.memoryBytes();
    if (memory != null) {
      tree.put("memory", Amounts.ofBytes(memory));
    }
    if (budget.errorsPercent() != Budget.ERRORS_PERCENT_DEFAULT) {
      tree.put("errors", Amounts.ofPercent(budget.errorsPercent()));
    }
    if (!budget.windows().isEmpty()) {
      tree.put("windows", budget.windows().stream().map(Window::toString).toList());
    }
    return tree;
  }

  static Map<String, Object> guard(Guard guard) {
    return switch (guard) {
      case Guard.Probe probe -> probe(probe);
      case Guard.DatabaseCpu cpu -> Map.of("database-cpu", Amounts.ofPercent(cpu.percent()));
      case Guard.Transactions transactions -> Map.of("transactions", transactions.max());
      case Guard.LockWaits waits -> Map.of("lock-waits", waits.max());
      case Guard.Prometheus prometheus -> Map.of("prometheus", prometheus(prometheus));
      case Guard.Http http -> Map.of("http", http(http));
    };
  }

  private static Map<String, Object> probe(Guard.Probe probe) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("probe", probe.query());
    tree.put("p95", Amounts.ofRise(probe.percent()));
    if (!probe.parameters().isEmpty()) {
      tree.put("parameters", new TreeMap<>(probe.parameters()));
    }
    return tree;
  }

  private static Map<String, Object> prometheus(Guard.Prometheus prometheus) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("url", prometheus.url());
    tree.put("query", prometheus.query());
    tree.put("max", prometheus.max());
    return tree;
  }

  private static Map<String, Object> http(Guard.Http http) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("url", http.url());
    @Nullable String field = http.field();
    if (field != null) {
      tree.put("field", field);
    }
    tree.put("max", http.max());
    return tree;
  }
}
