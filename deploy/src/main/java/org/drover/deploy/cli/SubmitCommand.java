package org.drover.deploy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Json;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.Program;
import org.drover.deploy.run.TextFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Hands a migration to a cluster and returns.",
      "Without --execute it is surveyed: read and transformed, nothing written. Submitting the"
          + " same spec again changes nothing; with --execute it turns the survey into a backfill."
    })
final class SubmitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SPEC", description = "The spec, in YAML or JSON.")
  private Path spec = Path.of("");

  @Option(names = "--execute", description = "Write, too.")
  private boolean execute;

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      converter = Typed.Share.class,
      description = "Survey only a part of everything, such as 1%%; drover survey ID reports it.")
  private @Nullable String sample;

  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    String text = TextFile.read(spec, "spec");
    try (Coordinator coordinator = options.connect()) {
      Coordinator.Submission submission = coordinator.submit(text, execute, sample);
      Screen screen = options.screen();
      if (options.json()) {
        screen.out().println(Json.pretty(submission.migration()));
      } else {
        String id = submission.migration().migration();
        screen.say(
            "Migration %s %s. Watch it:\n  %s status %s --watch"
                .formatted(id, came(submission), Program.name(), id));
      }
      return Exit.DONE;
    }
  }

  private static String came(Coordinator.Submission submission) {
    if (submission.amended() != null) {
      return "was known already, and goes by this spec from now on (" + submission.amended() + ")";
    }
    return submission.created() ? "is submitted" : "was known already";
  }
}
