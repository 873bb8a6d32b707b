package org.drover.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page of commands tells all that the program takes. */
class CommandReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "reference", "cli.md");

  @Test
  void everyCommandAndOptionIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    List<String> missing = new ArrayList<>();
    new CommandLine(new Main())
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!page.contains("`drover " + name)) {
                missing.add(name);
              }
              for (String option : visibleOptions(command)) {
                if (!page.contains("`" + option + "`") && !page.contains("`" + option + " ")) {
                  missing.add(name + " " + option);
                }
              }
            });
    assertThat(missing).as("describe it in docs/reference/cli.md").isEmpty();
  }

  private static List<String> visibleOptions(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .toList();
  }
}
