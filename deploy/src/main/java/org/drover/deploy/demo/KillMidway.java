package org.drover.deploy.demo;

import org.drover.deploy.progress.Display;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;

/** Watches the progress and kills a worker once, in the middle of its shards. */
final class KillMidway implements Display {

  /** At a half or a third all shards of a round may be at their ends, and nothing to take over. */
  private static final double SHARE = 0.4;

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
      Member worker = sandbox.killWorker();
      killed++;
      display.say(
          "killed %s with SIGKILL (process %d); the others take its shards over"
              .formatted(worker.name(), worker.pid()));
    }
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
