package org.drover.deploy.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Draws over one line of a terminal. The library's own way there asks the terminal through JLine,
 * which takes SIGINT away from the JVM: a Ctrl-C would then end it without its shutdown hooks.
 */
final class TerminalLine implements ProgressBarConsumer {

  private static final int USUAL_WIDTH = 80;

  private final PrintStream out;
  private final int width;

  TerminalLine(PrintStream out) {
    this.out = out;
    this.width = Integer.getInteger("drover.columns", USUAL_WIDTH);
  }

  /** One less than the terminal has, since some begin a new line when the last column is taken. */
  @Override
  public int getMaxRenderedLength() {
    return width - 1;
  }

  @Override
  public void accept(String line) {
    out.print("\r" + line);
    out.flush();
  }

  @Override
  public void clear() {
    out.print("\r\u001b[K");
    out.flush();
  }

  @Override
  public void close() {
    out.println();
    out.flush();
  }
}
