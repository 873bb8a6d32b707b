package org.drover.deploy.demo;

import java.util.Comparator;
import java.util.Optional;
import org.drover.deploy.progress.Display;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.RunningShard;

/** Watches the progress and kills a worker once, in the middle of its shards. */
final class KillMidway implements Display {

  /**
   * Of all nodes. What is seen may be a second old, in which a quick machine does half of a small
   * graph; and at a third all shards that run may be at their ends.
   */
  private static final double SHARE = 0.15;

  private final Display display;
  private final Sandbox sandbox;
  private int killed;

  KillMidway(Display display, Sandbox sandbox) {
    this.display = display;
    this.sandbox = sandbox;
  }

  @Override
  public void show(MigrationView view) {
    display.show(view);
    PassView pass = view.pass();
    if (killed == 0 && pass != null && pass.tally().visited() >= SHARE * pass.expected()) {
      busiest(pass).ifPresent(this::kill);
    }
  }

  /** The address of the worker that has most left to do; another may have done all of its part. */
  static Optional<String> busiest(PassView pass) {
    return pass.running().stream()
        .filter(shard -> shard.node() != null)
        .max(Comparator.comparingLong(shard -> shard.expected() - shard.tally().visited()))
        .map(RunningShard::node);
  }

  private void kill(String address) {
    Member worker = sandbox.kill(address);
    killed++;
    display.say(
        "killed %s with SIGKILL (process %d); the others take its shards over"
            .formatted(worker.name(), worker.pid()));
  }

  int killed() {
    return killed;
  }

  @Override
  public void say(String sentence) {
    display.say(sentence);
  }

  @Override
  public void close() {
    display.close();
  }
}
