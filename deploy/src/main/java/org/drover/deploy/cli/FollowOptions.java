package org.drover.deploy.cli;

import java.util.Map;
import java.util.function.Function;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.progress.Display;
import org.drover.deploy.progress.Follower;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.NextStep;
import org.drover.deploy.run.Program;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command takes that asks for a pass and stays until it ends. */
final class FollowOptions {

  @Option(
      names = "--detach",
      description = "Return as soon as the order is accepted; drover status ID --watch follows it.")
  private boolean detach;

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  boolean detached() {
    return detach;
  }

  Screen screen() {
    return options.screen();
  }

  /**
   * Orders a further pass and returns how the migration stands when that is over, or at once if
   * nobody wants to wait.
   */
  MigrationView pass(String migration, String verb, Map<String, String> how) {
    try (Coordinator coordinator = options.connect()) {
      MigrationView view = coordinator.pass(migration, verb, why.why(), how);
      if (detach || !view.phase().isUnderWay()) {
        return view;
      }
      try (Display display = screen().display()) {
        return new Follower(display).follow(() -> coordinator.show(migration));
      }
    }
  }

  /** Asks a coordinator something else. */
  <T> T ask(Function<Coordinator, T> question) {
    try (Coordinator coordinator = options.connect()) {
      return question.apply(coordinator);
    }
  }

  /** Tells how it stands and what may follow, with the exit code that says how it stands. */
  int tell(MigrationView view) {
    int code = tellEnd(view);
    tellNext(view);
    return code;
  }

  /** Tells how it stands alone. */
  int tellEnd(MigrationView view) {
    return Outcome.tell(
        screen(), view, Program.name() + " resume " + view.migration() + " --why TEXT");
  }

  /** What is sensible to type next; one that is paused was told of that already. */
  void tellNext(MigrationView view) {
    if (!screen().quiet() && view.phase() != Phase.PAUSED) {
      screen().say(NextStep.after(view));
    }
  }
}
