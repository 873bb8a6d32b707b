package org.drover.deploy.cli;

import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.progress.Display;
import org.drover.deploy.progress.Follower;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.Program;
import org.drover.shared.protocol.MigrationView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows where a migration stands.",
      "The exit code says the same: 0 it runs or is done, 1 it has ended and something fired,"
          + " 4 it is paused, 5 it was cancelled."
    })
final class StatusCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--watch",
      description =
          "Stay until it is done, paused or cancelled, on the whole screen of a terminal; a pipe"
              + " gets lines. Ctrl-C ends only the watching.")
  private boolean watch;

  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    Screen screen = options.screen();
    try (Coordinator coordinator = options.connect()) {
      options.tellOfKillSwitch(coordinator);
      MigrationView view = coordinator.show(migration);
      if (watch) {
        view = watch(screen, coordinator);
      } else if (view.phase().isUnderWay()) {
        try (Display display = screen.once()) {
          display.show(view);
        }
        if (!options.json()) {
          return Exit.DONE;
        }
      }
      return Outcome.tell(screen, view, next(view));
    }
  }

  private MigrationView watch(Screen screen, Coordinator coordinator) {
    try (Display display = screen.watch()) {
      return new Follower(display).follow(() -> coordinator.show(migration));
    }
  }

  private String next(MigrationView view) {
    return switch (view.phase().motion()) {
      case SURVEYED -> Program.name() + " submit SPEC --execute";
      case PAUSED -> Program.name() + " resume " + migration + " --why TEXT";
      case UNDER_WAY, OVER -> Program.name() + " status " + migration + " --watch";
    };
  }
}
