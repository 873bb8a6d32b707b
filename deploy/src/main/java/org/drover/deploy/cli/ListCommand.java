package org.drover.deploy.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Json;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.progress.Words;
import org.drover.deploy.run.Program;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.PaceView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the migrations of a cluster.")
final class ListCommand implements Callable<Integer> {

  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      options.tellOfKillSwitch(coordinator);
      List<MigrationView> migrations = coordinator.list();
      Screen screen = options.screen();
      if (options.json()) {
        screen.out().println(Json.pretty(migrations));
      } else if (migrations.isEmpty()) {
        screen.say(
            "There are no migrations yet; hand one in with: " + Program.name() + " submit SPEC");
      } else {
        screen.say(line("MIGRATION", "PHASE", "DONE", "VISITED"));
        migrations.forEach(view -> screen.say(line(view)));
      }
      return Exit.DONE;
    }
  }

  private static String line(MigrationView view) {
    PassView pass = view.pass();
    String phase = Words.phase(view.phase());
    if (pass == null) {
      return line(view.migration(), phase, "", "");
    }
    long visited = pass.tally().visited();
    long expected = Math.max(visited, pass.expected());
    String line =
        line(view.migration(), phase, Words.percent(visited, expected), Words.count(visited));
    PaceView pace = view.pace();
    return pace == null || pace.stalled() == null ? line : line + "  stalled";
  }

  private static String line(String migration, String phase, String done, String visited) {
    return String.format(Locale.ROOT, "%-32s %-12s %5s %15s", migration, phase, done, visited);
  }
}
