package org.drover.deploy.run;

import java.nio.file.Path;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Refused;
import org.drover.deploy.client.Unreachable;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.progress.Display;
import org.drover.deploy.progress.Follower;
import org.drover.deploy.progress.Screen;
import org.drover.shared.journal.Accept;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A migration in this one process: journal, coordinator and worker. Whatever ends it, the same run
 * on the same folder carries on where journal and graph say.
 */
public final class LocalRun {

  private final Request request;
  private final Screen screen;
  private final LocalNode node;
  private @Nullable Follower follower;
  private @Nullable String survey;
  private boolean stopping;

  public LocalRun(Request request, Screen screen) {
    this.request = request;
    this.screen = screen;
    this.node =
        new LocalNode(
            new LocalNode.Place(
                request.folder(), request.graphName(), request.graph(), 0, request.migration()));
  }

  /**
   * What to run.
   *
   * @param spec the spec's text, checked already
   * @param migration its id; what else the journal holds is left as it is
   * @param graphName the connection that the spec names
   * @param sample how large a part a survey visits, such as {@code 1%}; null for all
   * @param folder where the journal is kept
   * @param accept which side counts where fence and journal disagree; null if nobody chose
   * @param again what to type to go on
   */
  public record Request(
      String spec,
      String migration,
      String graphName,
      GraphConnection graph,
      boolean execute,
      @Nullable String sample,
      Path folder,
      String author,
      @Nullable Accept accept,
      String again) {}

  /**
   * Runs until the migration is at an end or needs a person.
   *
   * @throws Unreachable if the graph cannot be reached, or if the run was told to stop
   */
  public MigrationView run() {
    Reach.check(request.graph());
    Thread hook = new Thread(this::interrupted, "finish-ranges");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Coordinator coordinator = start()) {
      MigrationView first = submit(coordinator);
      MigrationView view =
          first.phase().isUnderWay() ? follow(coordinator, first.migration()) : first;
      if (view.phase() == Phase.SURVEYED) {
        survey = coordinator.survey(view.migration());
      }
      return view;
    } finally {
      node.close();
      removeHook(hook);
    }
  }

  /** What a survey that came to its end foresees, in JSON; null if there was none. */
  public @Nullable String survey() {
    return survey;
  }

  /** Whether a signal ended it; then the hook has said all there is to say. */
  public synchronized boolean isStopping() {
    return stopping;
  }

  private Coordinator start() {
    Coordinator coordinator = node.start(request.author());
    if (node.adopted()) {
      screen.say("the journal was left running by a run that was killed; carrying on with it");
    }
    return coordinator;
  }

  /** Whoever types the command again wants it to run, and nobody else could be asked. */
  private void takeBackKillSwitch(Coordinator coordinator) {
    if (coordinator.killSwitch().thrown()) {
      screen.say("the kill switch was thrown; carrying on");
      coordinator.goOn("run again");
    }
  }

  private MigrationView submit(Coordinator coordinator) {
    takeBackKillSwitch(coordinator);
    MigrationView view;
    try {
      Coordinator.Submission submission =
          coordinator.submit(request.spec(), request.execute(), request.sample());
      view = submission.migration();
      if (submission.amended() != null) {
        screen.say("it goes by this spec from now on: " + submission.amended());
      }
      if (!submission.created() && view.phase().isUnderWay()) {
        screen.say("carrying on with migration " + view.migration());
      }
    } catch (Refused refused) {
      view = withNewBudget(coordinator, refused);
    }
    if (view.phase() != Phase.PAUSED) {
      return view;
    }
    screen.say("migration " + view.migration() + " was paused: " + view.why() + "; carrying on");
    return coordinator.resume(view.migration(), "run again", request.accept());
  }

  /**
   * Nobody can give orders to a migration that runs in this process alone: what orders change, the
   * spec may change. To what has ended another budget means nothing.
   */
  private MigrationView withNewBudget(Coordinator coordinator, Refused refused) {
    BudgetChange change = BudgetChange.of(refused.problem().difference(), request.spec());
    MigrationView known = change == null ? null : coordinator.show(request.migration());
    if (change == null || known == null) {
      throw refused;
    }
    if (known.phase().motion() == MigrationView.Motion.OVER) {
      return known;
    }
    screen.say(
        "carrying on with migration %s and the spec's new budget".formatted(known.migration()));
    return coordinator.limit(known.migration(), "the spec says so now", change.changes());
  }

  private MigrationView follow(Coordinator coordinator, String migration) {
    try (Display display = screen.display()) {
      Follower following = new Follower(display);
      synchronized (this) {
        follower = following;
      }
      return following.follow(() -> coordinator.show(migration));
    }
  }

  /** Runs while the JVM goes down: this order, so that the last range finds its journal. */
  private void interrupted() {
    synchronized (this) {
      stopping = true;
      if (follower != null) {
        follower.stop();
      }
    }
    screen.complain("\nstopping: finishing the ranges in flight");
    node.close();
    screen.complain("stopped; nothing is lost. To carry on:\n  " + request.again());
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and the hook is what it waits for.
    }
  }
}
