package org.drover.deploy.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a migration's fences from the graph and its undo records from the journal's"
          + " database, for good: it cannot be rolled back, swept or verified any more.",
      "What it wrote stays, and so does its history."
    })
final class CleanupCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Mixin private FollowOptions options = new FollowOptions();

  @Override
  public Integer call() {
    return options.tell(options.pass(migration, "cleanup", Map.of()));
  }
}
