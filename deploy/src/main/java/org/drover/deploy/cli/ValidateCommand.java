package org.drover.deploy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.BadInput;
import org.drover.shared.spec.FoundAgain;
import org.drover.shared.spec.Repeatable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a spec as far as the file alone can tell, and says everything that is wrong with it.",
      "Whether its names exist in the graph, a survey says: drover run SPEC."
    })
final class ValidateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SPEC", description = "The spec, in YAML or JSON.")
  private Path spec = Path.of("");

  @Override
  public Integer call() {
    SpecText text = SpecText.read(spec);
    String level = Repeatable.againstLevel(text.spec());
    if (!level.isEmpty()) {
      throw new BadInput("%s: verify.level: %s.".formatted(spec, level));
    }
    String reservation = FoundAgain.reservation(text.spec());
    String note = reservation.isEmpty() ? "" : "\nBut " + reservation + ".";
    Screen.ofProcess(System.getenv(), false)
        .say(
            "%s is a good spec for migration %s.%s".formatted(spec, text.spec().migration(), note));
    return Exit.DONE;
  }
}
