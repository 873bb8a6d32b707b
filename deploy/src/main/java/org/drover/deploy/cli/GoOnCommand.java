package org.drover.deploy.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Json;
import org.drover.deploy.progress.Screen;
import org.drover.shared.protocol.MigrationView;
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
      List<MigrationView> views = coordinator.goOn(why.why());
      Screen screen = options.screen();
      if (screen.quiet()) {
        screen.out().println(Json.pretty(views));
      } else if (views.isEmpty()) {
        screen.say("no migration is unfinished");
      } else {
        views.forEach(view -> screen.say(LimitText.line(view)));
      }
      return Exit.DONE;
    }
  }
}
