package org.drover.deploy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.drover.deploy.estimate.Estimate;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.Reach;
import org.drover.deploy.run.SurveyText;
import org.drover.shared.spec.Amounts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description = {
      "Surveys a small sample in this process and says what follows for all of it: how much would"
          + " change, what would be refused, how long it takes.",
      "Reads only, and keeps nothing: no journal, no log. Guards are not watched; the rate of the"
          + " budget is kept to."
    })
final class EstimateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SPEC", description = "The spec, in YAML or JSON.")
  private Path spec = Path.of("");

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      converter = Typed.Share.class,
      defaultValue = "1%",
      description = "How large a part is looked at (default: ${DEFAULT-VALUE}).")
  private String sample = "1%";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write it as JSON, too.")
  private @Nullable Path report;

  @Option(
      names = "--json",
      description = "The report as JSON on standard output, and nothing else there.")
  private boolean json;

  @Mixin private GraphOptions graph = new GraphOptions();

  @Override
  public Integer call() {
    Screen screen = Screen.ofProcess(System.getenv(), json);
    SpecText text = SpecText.read(spec);
    double percent = Amounts.percent(sample);
    GraphConnection connection = graph.connection();
    Reach.check(connection);
    String survey = Estimate.of(text.spec(), text.source(), connection, percent);
    Reports.write(report, survey);
    screen.out().println(json ? survey : SurveyText.read(survey).describe());
    return Exit.DONE;
  }
}
