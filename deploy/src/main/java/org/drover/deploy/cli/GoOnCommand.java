package org.drover.deploy.cli;

import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "go-on",
    mixinStandardHelpOptions = true,
    description = "Takes the kill switch back. What was paused stays paused.")
final class GoOnCommand implements Callable<Integer> {

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      return LimitText.tell(options.screen(), coordinator.goOn(why.why()));
    }
  }
}
