package org.drover.deploy.progress;

import java.time.Duration;
import java.util.function.Supplier;
import org.drover.deploy.client.Patience;
import org.drover.deploy.client.Unreachable;
import org.drover.shared.protocol.MigrationView;

/** Watches a migration until it needs nobody's patience any more. */
public final class Follower {

  /** A coordinator that fails over answers again well within this time. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  /** As often as a page is drawn; asking takes of what the migration could use. */
  private final Patience patience = new Patience(Duration.ofMillis(250));

  private final Display display;

  public Follower(Display display) {
    this.display = display;
  }

  /**
   * Shows every state until one is final or needs a person, and returns that one.
   *
   * @param source asks for the present state; may fail with {@link Unreachable} for a while
   * @throws Unreachable if nobody answers for a minute, or if the waiting was stopped
   */
  public MigrationView follow(Supplier<MigrationView> source) {
    long silentSince = System.nanoTime();
    boolean silent = false;
    while (true) {
      try {
        MigrationView view = source.get();
        display.show(view);
        if (!view.phase().isUnderWay()) {
          return view;
        }
        silent = false;
        silentSince = System.nanoTime();
      } catch (Unreachable e) {
        if (System.nanoTime() - silentSince > SILENCE_MAX.toNanos()) {
          throw e;
        }
        if (!silent && !patience.isEnded()) {
          display.say(e.getMessage() + "; asking again");
        }
        silent = true;
      }
      patience.pause();
    }
  }

  /** Ends {@link #follow} from another thread. */
  public void stop() {
    patience.end();
  }
}
