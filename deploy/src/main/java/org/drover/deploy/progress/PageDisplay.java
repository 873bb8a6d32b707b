package org.drover.deploy.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.drover.shared.protocol.MigrationView;

/**
 * A migration on the whole terminal, on the screen that programs may use without touching what
 * stands on the other one. However it ends, the terminal is given back.
 */
final class PageDisplay implements Display {

  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";
  private static final long DRAW_EVERY_NANOS = Duration.ofMillis(250).toNanos();

  private final PrintStream out;
  private final InstantSource clock;
  private final WatchPage page;
  private final TerminalSize size = new TerminalSize();
  private final Thread giveBack = Thread.ofPlatform().unstarted(this::leave);
  private boolean entered;
  private long drawn;
  private String note = "";

  PageDisplay(PrintStream out, InstantSource clock, boolean color) {
    this.out = out;
    this.clock = clock;
    this.page = new WatchPage(new BarLine(color, out.charset().name().startsWith("UTF")));
  }

  @Override
  public void show(MigrationView view) {
    if (!entered) {
      enter();
    } else if (System.nanoTime() - drawn < DRAW_EVERY_NANOS && view.phase().isUnderWay()) {
      return;
    }
    drawn = System.nanoTime();
    draw(page.lines(new Moment(view, clock.instant()), note, size.columns() - 1, size.rows()));
    note = "";
  }

  private void draw(List<String> lines) {
    StringBuilder text = new StringBuilder(HOME);
    for (int i = 0; i < lines.size(); i++) {
      text.append(lines.get(i)).append(REST_OF_LINE).append(i < lines.size() - 1 ? "\r\n" : "");
    }
    out.print(text.append(REST_OF_SCREEN));
    out.flush();
  }

  private void enter() {
    entered = true;
    Runtime.getRuntime().addShutdownHook(giveBack);
    out.print(ENTER);
  }

  private void leave() {
    out.print(LEAVE);
    out.flush();
  }

  @Override
  public void say(String sentence) {
    if (entered) {
      note = sentence;
    } else {
      out.println(sentence);
    }
  }

  @Override
  public void close() {
    if (!entered) {
      return;
    }
    entered = false;
    try {
      Runtime.getRuntime().removeShutdownHook(giveBack);
      leave();
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook gives the terminal back.
    }
  }
}
