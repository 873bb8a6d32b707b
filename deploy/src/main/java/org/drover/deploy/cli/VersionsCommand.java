package org.drover.deploy.cli;

import static org.drover.deploy.progress.Words.count;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Coordinator.VersionHistory;
import org.drover.deploy.client.Json;
import org.drover.shared.journal.CurrentVersion;
import org.drover.shared.journal.OperationEntry;
import org.drover.shared.journal.VersionEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = "The versions that migrations made of the data of their graphs.",
    subcommands = {VersionsCommand.ListThem.class, VersionsCommand.Show.class})
final class VersionsCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Missing command: list or show ID");
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every version that reached a graph, the newest first.")
  static final class ListThem implements Callable<Integer> {

    @Mixin private CoordinatorOptions options = new CoordinatorOptions();

    @Override
    public Integer call() {
      try (Coordinator coordinator = options.connect()) {
        List<VersionEntry> versions = coordinator.versions();
        if (options.json()) {
          options.screen().out().println(Json.pretty(versions));
        } else if (versions.isEmpty()) {
          options.screen().say("No migration has reached a graph yet.");
        } else {
          row("MIGRATION", "VERSION", "OF", "STATUS", "CURRENT", "VALIDATION", "CHANGED", "SINCE");
          versions.forEach(one -> row(one, CurrentVersion.is(versions, one)));
          versions.stream()
              .filter(one -> CurrentVersion.is(versions, one))
              .forEach(one -> explain(one, CurrentVersion.why(versions, one)));
        }
        return Exit.DONE;
      }
    }

    private void explain(VersionEntry one, String why) {
      options.screen().say("%s is current: %s".formatted(one.migration(), why));
    }

    private void row(VersionEntry one, boolean current) {
      row(
          one.migration(),
          one.version(),
          one.selection(),
          one.status(),
          current ? "yes" : "-",
          one.validation(),
          count(one.tally().changed()),
          one.updated().toString());
    }

    private void row(String... cells) {
      options
          .screen()
          .out()
          .println(
              String.format(
                      Locale.ROOT, "%-28s %-14s %-24s %-12s %-7s %-10s %12s  %s", (Object[]) cells)
                  .stripTrailing());
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "One version, and every operation on its migration, with author and reason.")
  static final class Show implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The migration.")
    private String migration = "";

    @Mixin private CoordinatorOptions options = new CoordinatorOptions();

    @Override
    public Integer call() {
      try (Coordinator coordinator = options.connect()) {
        VersionHistory history = coordinator.version(migration);
        List<VersionEntry> versions = coordinator.versions();
        if (options.json()) {
          options.screen().out().println(Json.pretty(history));
        } else {
          show(history, versions);
        }
        return Exit.DONE;
      }
    }

    private void show(VersionHistory history, List<VersionEntry> versions) {
      VersionEntry version = history.version();
      if (version == null) {
        line("Migration %s has not reached its graph.".formatted(migration));
      } else {
        line("Migration %s, version %s".formatted(version.migration(), version.version()));
        line("  of          %s in graph %s".formatted(version.selection(), version.graph()));
        line("  strategy    %s".formatted(version.strategy()));
        line("  status      %s".formatted(version.status()));
        String current = CurrentVersion.is(versions, version) ? "yes" : "no";
        line("  current     %s: %s".formatted(current, CurrentVersion.why(versions, version)));
        line("  changed     %s".formatted(count(version.tally().changed())));
        line("  before      %s".formatted(orDash(version.before())));
        line("  after       %s".formatted(orDash(version.after())));
        line("  validation  %s %s".formatted(version.validation(), orDash(version.level())));
        line("  report      %s".formatted(orDash(version.report())));
        line("  created     %s".formatted(version.created()));
      }
      history.operations().forEach(this::show);
    }

    private void show(OperationEntry one) {
      String author = one.author() == null ? "" : "  by " + one.author();
      String why = one.why() == null ? "" : ": " + one.why();
      line("%5d  %s  %s%s%s".formatted(one.sequence(), one.at(), one.operation(), author, why));
    }

    private void line(String text) {
      options.screen().out().println(text);
    }

    private static String orDash(@Nullable String text) {
      return text == null ? "-" : text;
    }
  }
}
