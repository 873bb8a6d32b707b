package org.drover.deploy.cli;

import java.io.PrintWriter;
import org.drover.deploy.progress.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code drover}. */
@Command(
    name = "drover",
    description = "Migrates very large graphs while people keep using them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ServeCommand.class,
      NodeCommand.class,
      SubmitCommand.class,
      ListCommand.class,
      StatusCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      CancelCommand.class,
      ScaleCommand.class,
      LimitCommand.class,
      StopAllCommand.class,
      GoOnCommand.class,
      DrainCommand.class,
      SweepCommand.class,
      VerifyCommand.class,
      SurveyCommand.class,
      EstimateCommand.class,
      QuarantineCommand.class,
      CutoverCommand.class,
      RollbackCommand.class,
      CleanupCommand.class,
      JournalCommand.class,
      TimelineCommand.class,
      ProveCommand.class,
      VersionsCommand.class,
      ValidateCommand.class,
      InitCommand.class,
      TokenCommand.class,
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a check did not hold",
      "2:wrong usage, file or spec; nothing was touched",
      "3:a database or a coordinator cannot be reached",
      "4:the migration is paused and needs a person",
      "5:refused: contradicts what is there",
      "70:an unforeseen failure; the log has the details",
      "130, 143:interrupted by Ctrl-C, SIGTERM; the same command carries on",
    },
    footerHeading = "%n",
    footer = {
      "Start with:  drover demo",
      "Each command explains itself:  drover COMMAND --help",
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before run()
  Main() {}

  public static void main(String[] args) {
    Logs.quietLibraries();
    System.exit(execute(!System.getenv().getOrDefault("NO_COLOR", "").isEmpty(), args));
  }

  /** Runs one command line and returns its exit code. */
  static int execute(boolean plain, String... args) {
    Screen screen = Screen.ofProcess(System.getenv(), false);
    try {
      return commandLine(plain, screen).execute(args);
    } catch (Error fault) {
      // Too little memory, a damaged installation: a sentence says as much as a stack trace.
      return Failures.unforeseen(fault, screen);
    }
  }

  private static CommandLine commandLine(boolean plain, Screen screen) {
    return Typed.in(new CommandLine(new Main()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(plain ? Ansi.OFF : Ansi.AUTO))
        .setOut(new PrintWriter(System.out, true, System.out.charset()))
        .setErr(new PrintWriter(System.err, true, System.err.charset()))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> Failures.explain(failure, screen));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
  }
}
