package org.drover.deploy.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Goes over a finished migration again for what applications created or changed behind it,"
          + " until a sweep finds nothing.",
      "Only what differs is written. At most twenty sweeps in a row."
    })
final class SweepCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Mixin private FollowOptions options = new FollowOptions();

  @Override
  public Integer call() {
    return options.tell(options.pass(migration, "sweep", Map.of()));
  }
}
