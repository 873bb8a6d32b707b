package org.drover.deploy.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.run.BadInput;
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

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    Map<String, String> changes = changes();
    try (Coordinator coordinator = options.connect()) {
      return LimitText.tell(
          options.screen(),
          changes.isEmpty()
              ? coordinator.show(migration)
              : coordinator.limit(migration, why.why(), changes));
    }
  }

  private Map<String, String> changes() {
    Map<String, String> changes = new LinkedHashMap<>();
    put(changes, "rate", rate);
    put(changes, "memory", memory);
    put(changes, "errors", errors);
    if (rangeDuration != null) {
      changes.put("rangeMillis", Long.toString(millis(rangeDuration)));
    }
    return changes;
  }

  private static void put(Map<String, String> changes, String name, @Nullable String value) {
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
