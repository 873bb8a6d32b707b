package org.drover.deploy.cli;

import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Json;
import org.drover.deploy.progress.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description = "Lets a worker node finish the ranges in flight and leave the cluster.")
final class DrainCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NODE", description = "Its address, host:port, as the cluster knows it.")
  private String node = "";

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      var members = coordinator.drain(node, why.why());
      Screen screen = options.screen();
      if (screen.quiet()) {
        screen.out().println(Json.pretty(members));
      } else {
        screen.say(node + " finishes its ranges and leaves");
      }
      return Exit.DONE;
    }
  }
}
