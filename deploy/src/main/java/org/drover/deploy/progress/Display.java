package org.drover.deploy.progress;

import org.drover.shared.protocol.MigrationView;

/** Shows how a migration goes on. Used by one thread. */
public interface Display extends AutoCloseable {

  /** Shows the present state; called several times a second. */
  void show(MigrationView view);

  /** Shows a sentence that does not come from the migration itself, where it stays visible. */
  void say(String sentence);

  /** Leaves the last state standing, and the cursor below it. */
  @Override
  void close();
}
