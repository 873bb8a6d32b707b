package org.drover.deploy.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = "Changes how many shards of a migration run at a time, in the whole cluster.")
final class ScaleCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(names = "--workers", paramLabel = "N", required = true, description = "1 to 1000.")
  private int workers;

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      return LimitText.tell(
          options.screen(),
          coordinator.limit(migration, why.why(), Map.of("workers", Integer.toString(workers))));
    }
  }
}
