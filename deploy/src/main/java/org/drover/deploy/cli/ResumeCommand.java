package org.drover.deploy.cli;

import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.shared.journal.Accept;
import org.drover.shared.protocol.MigrationView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Carries on with a paused migration.")
final class ResumeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--accept",
      paramLabel = "SIDE",
      description = {
        "Only where graph and journal disagree because one of them was restored:"
            + " graph (go on where the graph is) or journal (go on where the journal is)."
      })
  private @Nullable Accept accept;

  @Mixin private WhyOption why = new WhyOption();
  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      MigrationView view = coordinator.resume(migration, why.why(), accept);
      Outcome.tell(options.screen(), view, "");
      return Exit.DONE;
    }
  }
}
