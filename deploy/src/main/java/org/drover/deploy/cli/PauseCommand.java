package org.drover.deploy.cli;

import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.run.Program;
import org.drover.shared.protocol.MigrationView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = "Stops a migration after the ranges in flight; drover resume carries on.")
final class PauseCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      MigrationView view = coordinator.pause(migration, why.why());
      Outcome.tell(options.screen(), view, Program.name() + " resume " + migration);
      return Exit.DONE;
    }
  }
}
