package org.drover.deploy.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Problem;
import org.drover.deploy.client.Refused;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.Program;
import org.drover.shared.specfile.PublishedFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Writes a commented spec to begin with; a file that exists is left alone.")
final class InitCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "spec.yaml",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    try {
      Files.writeString(file, PublishedFiles.sample(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new Refused(Problem.conflict(file + " exists already; name another file"));
    } catch (IOException e) {
      throw new BadInput("cannot write " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }
    Screen.ofProcess(System.getenv(), false)
        .say("Wrote %s. Change it, then:\n  %s validate %s".formatted(file, Program.name(), file));
    return Exit.DONE;
  }
}
