package org.drover.deploy.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Coordinator.RetirementPlan;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.Program;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a migration's fences from the graph and its undo records from the journal's"
          + " database, for good: it cannot be rolled back, swept or verified any more.",
      "What it wrote stays, unless --retire says otherwise, and so does its history."
    })
final class CleanupCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--retire",
      description = {
        "First take out of the graph the labels and properties that only this migration added, for"
            + " good. What other versions read or write stays. Not of the current version."
      })
  private boolean retire;

  @Option(names = "--dry-run", description = "With --retire: only say what would go.")
  private boolean dryRun;

  @Mixin private FollowOptions options = new FollowOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (dryRun && !retire && spec != null) {
      throw new ParameterException(spec.commandLine(), "--dry-run is for --retire");
    }
    if (dryRun) {
      return foretell(options.ask(this::plan));
    }
    Map<String, String> how = retire ? Map.of("retire", "true") : Map.of();
    return options.tell(options.pass(migration, "cleanup", how));
  }

  private RetirementPlan plan(Coordinator coordinator) {
    return coordinator.retirement(migration);
  }

  private int foretell(RetirementPlan plan) {
    row("labels that go", plan.takes().labels());
    row("properties that go", plan.takes().properties());
    row("last to use", plan.takes().inherited());
    row("stays", plan.takes().stays());
    if (plan.against().isEmpty()) {
      screen()
          .say(
              "To do so:\n  %s cleanup %s --retire --why TEXT"
                  .formatted(Program.name(), migration));
      return Exit.DONE;
    }
    screen().say("It would be refused: " + plan.against());
    return Exit.REFUSED;
  }

  private void row(String what, List<String> names) {
    String shown = names.isEmpty() ? "-" : String.join(", ", names);
    screen().out().println("%-20s %s".formatted(what, shown));
  }

  private Screen screen() {
    return options.screen();
  }
}
