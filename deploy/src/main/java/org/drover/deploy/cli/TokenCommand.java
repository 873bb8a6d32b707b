package org.drover.deploy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.drover.coordinator.access.Role;
import org.drover.coordinator.access.Token;
import org.drover.coordinator.access.TokenLine;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.TokenList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a token for the HTTP API and prints it once; only its hash is kept.",
      "A coordinator whose http.token-file this is knows it within two seconds. To take a token"
          + " back, delete its line."
    })
final class TokenCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description = "Whom the journal names for what is done with it, such as ada@ops.")
  private String name = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description =
          "viewer (looks), operator (submits, pauses, resumes) or administrator (cancels, too).")
  private Role role = Role.VIEWER;

  @Option(
      names = "--add-to",
      required = true,
      paramLabel = "FILE",
      description = "The token file; it is made if it is not there.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    Screen screen = Screen.ofProcess(System.getenv(), false);
    String token = Token.random();
    TokenList.add(file, line(token));
    screen.out().println(token);
    return Exit.DONE;
  }

  private TokenLine line(String token) {
    try {
      return TokenLine.of(name, role, token);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
