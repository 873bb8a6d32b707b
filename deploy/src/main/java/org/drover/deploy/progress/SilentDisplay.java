package org.drover.deploy.progress;

import org.drover.shared.protocol.MigrationView;

/** Shows nothing: for programs, which want the result only. */
final class SilentDisplay implements Display {

  @Override
  public void show(MigrationView view) {
    // The result is printed by whoever waits for it.
  }

  @Override
  public void say(String sentence) {
    // Nobody reads along.
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
