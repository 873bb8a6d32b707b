package org.drover.deploy.cli;

import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.shared.protocol.MigrationView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description =
        "Ends a migration after the ranges in flight, for good. What is written stays written.")
final class CancelCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      MigrationView view = coordinator.cancel(migration, why.why());
      Outcome.tell(options.screen(), view, "");
      return Exit.DONE;
    }
  }
}
