package org.drover.deploy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.run.SurveyText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "survey",
    mixinStandardHelpOptions = true,
    description = {
      "What the last survey of a migration foresees: how much would change, what would be refused"
          + " and why, which keys would be shared, how long it takes.",
      "A survey is what submit and run begin with, unless they are told to execute."
    })
final class SurveyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write it as JSON, too.")
  private @Nullable Path report;

  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      String survey = coordinator.survey(migration);
      Reports.write(report, survey);
      if (options.json()) {
        options.screen().out().println(survey);
      } else {
        options.screen().say(SurveyText.read(survey).describe());
      }
      return Exit.DONE;
    }
  }
}
