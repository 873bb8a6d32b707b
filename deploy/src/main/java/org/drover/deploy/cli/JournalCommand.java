package org.drover.deploy.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Coordinator.JournalEvent;
import org.drover.deploy.client.Json;
import org.drover.deploy.progress.Display;
import org.drover.deploy.progress.Follower;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.JournalText;
import org.drover.shared.protocol.MigrationView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = {
      "The history of a migration, an event a line: when, what, who, and why.",
      "With --json each line is an event as it is kept, with its number and its kind."
    })
final class JournalCommand implements Callable<Integer> {

  private static final int PAGE = 500;

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--follow",
      description = "Stay, and show what happens, until it is done, paused or cancelled.")
  private boolean follow;

  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  /** The number of the last event that was shown. */
  private long last;

  @Override
  public Integer call() {
    try (Coordinator coordinator = options.connect()) {
      showNews(coordinator);
      if (follow) {
        new Follower(new Complaints(options.screen())).follow(() -> look(coordinator));
      }
      return Exit.DONE;
    }
  }

  /** How it stands first, so that the event which ended it is among those that follow. */
  private MigrationView look(Coordinator coordinator) {
    MigrationView view = coordinator.show(migration);
    showNews(coordinator);
    return view;
  }

  private void showNews(Coordinator coordinator) {
    List<JournalEvent> page;
    do {
      page = coordinator.journal(migration, last, PAGE);
      page.forEach(this::show);
    } while (page.size() == PAGE);
  }

  private void show(JournalEvent event) {
    options.screen().out().println(options.json() ? Json.compact(event) : JournalText.line(event));
    last = event.sequence();
  }

  /** What is said of the following itself does not stand among the events. */
  private record Complaints(Screen screen) implements Display {

    @Override
    public void show(MigrationView view) {
      // Events are shown, and not how it stands.
    }

    @Override
    public void say(String sentence) {
      screen.complain(sentence);
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
