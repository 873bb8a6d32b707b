package org.drover.deploy.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.run.BadInput;
import org.drover.shared.protocol.LimitChange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "limit",
    mixinStandardHelpOptions = true,
    description = {
      "Changes what a migration may use, while it runs. What is not named stays.",
      "Without any option it shows the limits as they are."
    })
final class LimitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      description = "Nodes a second in the whole cluster, such as 20000/s; none for no bound.")
  private @Nullable String rate;

  @Option(
      names = "--memory",
      paramLabel = "BYTES",
      description =
          "What ranges in flight may hold on one worker node, such as 512MiB; none for no bound.")
  private @Nullable String memory;

  @Option(
      names = "--range-duration",
      paramLabel = "TIME",
      description = "How long a range should take: 10ms to 5s.")
  private @Nullable String rangeDuration;

  @Option(
      names = "--errors",
      paramLabel = "SHARE",
      description = "The share of quarantined members at which the migration pauses, such as 1%%.")
  private @Nullable String errors;

  @Option(
      names = "--threshold",
      paramLabel = "GUARD=VALUE",
      description =
          "Of a guard, by its name in the status, such as 'probe 1=+20%%' or database-cpu=70%%;"
              + " may be given for several.")
  private Map<String, String> thresholds = Map.of();

  @Option(
      names = "--window",
      paramLabel = "WINDOW",
      description =
          "A time in which it runs, such as 'Mon-Fri 20:00-06:00 Europe/Berlin', instead of those"
              + " it has; may be given several times; none to run always.")
  private List<String> windows = List.of();

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    Map<String, Object> changes = changes();
    try (Coordinator coordinator = options.connect()) {
      return LimitText.tell(
          options.screen(),
          changes.isEmpty()
              ? coordinator.show(migration)
              : coordinator.limit(migration, why.why(), changes));
    }
  }

  private Map<String, Object> changes() {
    Map<String, Object> changes = new LinkedHashMap<>();
    put(changes, "rate", rate);
    put(changes, "memory", memory);
    put(changes, "errors", errors);
    if (rangeDuration != null) {
      changes.put("rangeMillis", Long.toString(millis(rangeDuration)));
    }
    if (!thresholds.isEmpty()) {
      changes.put("thresholds", thresholds);
    }
    if (!windows.isEmpty()) {
      changes.put("windows", windows.equals(List.of(LimitChange.NONE)) ? List.of() : windows);
    }
    return changes;
  }

  private static void put(Map<String, Object> changes, String name, @Nullable String value) {
    if (value != null) {
      changes.put(name, value);
    }
  }

  private static long millis(String text) {
    try {
      if (text.endsWith("ms")) {
        return Long.parseLong(text.substring(0, text.length() - 2));
      }
      if (text.endsWith("s")) {
        return Math.round(1000 * Double.parseDouble(text.substring(0, text.length() - 1)));
      }
    } catch (NumberFormatException e) {
      throw new BadInput(expected(text), e);
    }
    throw new BadInput(expected(text));
  }

  private static String expected(String text) {
    return "--range-duration: expected a time such as 250ms or 2s, found '" + text + "'";
  }
}
