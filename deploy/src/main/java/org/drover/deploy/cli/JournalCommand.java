package org.drover.deploy.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.History.JournalEvent;
import org.drover.deploy.client.History.MemberHistory;
import org.drover.deploy.client.History.PastView;
import org.drover.deploy.client.Json;
import org.drover.deploy.progress.Display;
import org.drover.deploy.progress.Follower;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.JournalText;
import org.drover.deploy.run.VisitText;
import org.drover.shared.protocol.MigrationView;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--shard",
      paramLabel = "PASS/NUMBER",
      description = "The history of one shard of a pass, such as 1/3: its owners and its ranges.")
  private @Nullable String shard;

  @Option(
      names = "--at",
      paramLabel = "TIME|NUMBER",
      description =
          "How it stood then: at a time (2026-01-31T20:00:00Z), or after the event of this number.")
  private @Nullable String at;

  @Option(
      names = "--node",
      paramLabel = "KEY",
      description =
          "What became of one node or relationship, by its id or by the value by which passes visit"
              + " it.")
  private @Nullable String key;

  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  /** The number of the last event that was shown. */
  private long last;

  @Override
  public Integer call() {
    if (Stream.of(shard, at, key, follow ? "" : null).filter(one -> one != null).count() > 1) {
      throw new BadInput(
          "of --follow, --shard, --at and --node only one can be answered at a time");
    }
    try (Coordinator coordinator = options.connect()) {
      if (at != null) {
        return past(coordinator.history(migration).past(at));
      }
      if (key != null) {
        return visits(coordinator.history(migration).visits(key));
      }
      showNews(coordinator);
      if (follow) {
        new Follower(new Complaints(options.screen())).follow(() -> look(coordinator));
      }
      return Exit.DONE;
    }
  }

  private int past(PastView past) {
    if (options.json()) {
      options.screen().out().println(Json.pretty(past));
    } else {
      options.screen().say("As of " + past.at() + ", by the journal:");
      options.screen().page(past.migration(), past.at()).forEach(options.screen()::say);
    }
    return Exit.DONE;
  }

  private int visits(MemberHistory history) {
    if (options.json()) {
      options.screen().out().println(Json.pretty(history));
    } else {
      VisitText.lines(history).forEach(options.screen()::say);
    }
    return Exit.DONE;
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
      page = coordinator.history(migration).journal(shard, last, PAGE);
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
