package org.drover.deploy.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How large the terminal is. A window may be resized at any time, and the JVM hears nothing of it:
 * so this asks again now and then.
 */
final class TerminalSize {

  private static final long ASK_EVERY_NANOS = Duration.ofSeconds(2).toNanos();
  private static final File TERMINAL = new File("/dev/tty");

  private long asked = System.nanoTime() - ASK_EVERY_NANOS;
  private int rows = Integer.getInteger("drover.rows", 24);
  private int columns = Integer.getInteger("drover.columns", 80);

  int rows() {
    ask();
    return rows;
  }

  int columns() {
    ask();
    return columns;
  }

  private void ask() {
    long now = System.nanoTime();
    if (now - asked < ASK_EVERY_NANOS || !TERMINAL.canRead()) {
      return;
    }
    asked = now;
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(TERMINAL).start();
      if (stty.waitFor(1, TimeUnit.SECONDS)) {
        hear(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The size that the launcher found stays good enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear(String answer) {
    List<String> words = List.of(answer.strip().split(" ", -1));
    if (words.size() == 2 && words.stream().allMatch(word -> word.matches("[1-9][0-9]{0,4}"))) {
      rows = Integer.parseInt(words.get(0));
      columns = Integer.parseInt(words.get(1));
    }
  }
}
