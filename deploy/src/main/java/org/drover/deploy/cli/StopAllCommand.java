package org.drover.deploy.cli;

import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "stop-all",
    mixinStandardHelpOptions = true,
    description = {
      "Throws the kill switch: no range starts any more, in no migration of the cluster.",
      "It stays thrown until 'drover go-on': until then nothing can be submitted or resumed."
    })
final class StopAllCommand implements Callable<Integer> {

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      return LimitText.tell(options.screen(), coordinator.stopAll(why.why()));
    }
  }
}
