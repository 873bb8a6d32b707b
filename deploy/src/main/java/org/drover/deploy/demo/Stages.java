package org.drover.deploy.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.progress.Words;

/** Says what is being done, and remembers how long each thing took. */
final class Stages {

  private static final int WIDTH = 56;

  private final Screen screen;
  private final List<Stage> done = new ArrayList<>();

  Stages(Screen screen) {
    this.screen = screen;
  }

  /** One thing that was done. */
  record Stage(String name, Duration took) {}

  /** Does one thing; what it says before is there while it takes time. */
  <T> T stage(String name, Callable<T> work) throws Exception {
    long start = System.nanoTime();
    begin(name);
    T result = work.call();
    end(name, Duration.ofNanos(System.nanoTime() - start));
    return result;
  }

  /** Remembers what somebody else showed. */
  void remember(String name, Duration took) {
    done.add(new Stage(name, took));
  }

  private void begin(String name) {
    if (screen.interactive() && !screen.quiet()) {
      screen.out().print("  " + name + " …");
      screen.out().flush();
    }
  }

  private void end(String name, Duration took) {
    done.add(new Stage(name, took));
    String line = String.format("  %-" + WIDTH + "s %8s", name, Words.duration(took));
    screen.say(screen.interactive() ? "\r" + line : line);
  }

  List<Stage> done() {
    return List.copyOf(done);
  }
}
