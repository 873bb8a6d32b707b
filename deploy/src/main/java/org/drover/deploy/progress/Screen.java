package org.drover.deploy.progress;

import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.drover.shared.protocol.MigrationView;

/**
 * Where a command's words go: results to standard output, complaints to standard error.
 *
 * @param interactive whether a person watches standard output on a terminal
 * @param color whether colors are wanted
 * @param quiet whether standard output belongs to one JSON document alone
 */
public record Screen(
    PrintStream out, PrintStream err, boolean interactive, boolean color, boolean quiet) {

  private static final int COLUMNS_OF_A_PIPE = 120;

  /**
   * The screen of this process. The launcher looks whether there is a terminal, because the JVM
   * cannot say it of standard output alone.
   */
  public static Screen ofProcess(Map<String, String> environment, boolean json) {
    boolean terminal =
        Boolean.getBoolean("drover.terminal") && !"dumb".equals(environment.get("TERM"));
    boolean color = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Screen(System.out, System.err, terminal, color, json);
  }

  /** Says something to a person; a program that asked for JSON does not get to see it. */
  public void say(String text) {
    if (!quiet) {
      out.println(text);
    }
  }

  public void complain(String text) {
    err.println(text);
  }

  /** A display for one migration. */
  public Display display() {
    if (quiet) {
      return new SilentDisplay();
    }
    InstantSource clock = InstantSource.system();
    return interactive ? new BarDisplay(out, clock, color) : new LineDisplay(out, clock);
  }

  /** A display for somebody who watches one migration and nothing else. */
  public Display watch() {
    return interactive && !quiet ? new PageDisplay(out, InstantSource.system(), color) : display();
  }

  /**
   * One migration in full, as it stood when it was looked at, and not as time has gone on since.
   */
  public List<String> page(MigrationView view, Instant then) {
    int columns = interactive ? new TerminalSize().columns() - 1 : COLUMNS_OF_A_PIPE;
    return new WatchPage(new BarLine(color, out.charset().name().startsWith("UTF")))
        .lines(new Moment(view, then), "", columns, Integer.MAX_VALUE).stream()
            .filter(line -> !line.isBlank())
            .toList();
  }

  /** A display for one look at a migration. */
  public Display once() {
    return quiet ? new SilentDisplay() : new LineDisplay(out, InstantSource.system(), true);
  }
}
