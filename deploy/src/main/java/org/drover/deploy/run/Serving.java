package org.drover.deploy.run;

import java.net.URI;
import org.drover.deploy.progress.Screen;

/**
 * Takes orders for the migrations of a folder's journal, in this one process: what a {@link
 * LocalRun} left there can be verified, rolled back, cut over and cleaned up.
 */
public final class Serving {

  private final LocalNode.Place place;
  private final LocalNode node;
  private final Screen screen;

  public Serving(LocalNode.Place place, Screen screen) {
    this.place = place;
    this.node = new LocalNode(place);
    this.screen = screen;
  }

  /** Serves until a signal ends the process, or until the node ends by itself. */
  public void serve() {
    Reach.check(place.graph());
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "finish-ranges"));
    try {
      node.start(Program.name()).close();
      screen.say(greeting(node.address()));
      node.awaitEnd();
    } finally {
      node.close();
    }
  }

  private String greeting(URI address) {
    return """
    Taking orders at %s, for the migrations of %s; what is unfinished carries on.
    In another terminal:
      export DROVER_URL=%s
      %s list
    Ctrl-C ends it, after the ranges in flight."""
        .formatted(address, place.folder(), address, Program.name());
  }

  /** Runs while the JVM goes down. */
  private void interrupted() {
    screen.complain("\nstopping: finishing the ranges in flight");
    node.close();
    screen.complain("stopped; nothing is lost");
  }
}
