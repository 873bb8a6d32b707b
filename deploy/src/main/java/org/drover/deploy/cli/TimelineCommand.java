package org.drover.deploy.cli;

import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Json;
import org.drover.deploy.run.TimelineText;
import org.drover.shared.replay.Timeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "timeline",
    mixinStandardHelpOptions = true,
    description = {
      "Where the time of a pass went, out of the journal alone: how fast it was from moment to"
          + " moment, and what held it back.",
      "A row with few ranges in flight waited; one with many microseconds a node had a slow"
          + " database."
    })
final class TimelineCommand implements Callable<Integer> {

  private static final int LAST = 0;

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--pass",
      paramLabel = "N",
      defaultValue = "0",
      description = "Which pass; the last one unless given.")
  private int pass = LAST;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many stretches of time, at most 1000; none is shorter than a second.")
  private int rows;

  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      Timeline timeline = coordinator.history(migration).timeline(pass, rows);
      if (options.json()) {
        options.screen().out().println(Json.pretty(timeline));
      } else {
        TimelineText.lines(timeline).forEach(options.screen()::say);
      }
      return Exit.DONE;
    }
  }
}
