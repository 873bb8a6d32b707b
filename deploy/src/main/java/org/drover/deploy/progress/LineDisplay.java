package org.drover.deploy.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;

/** Plain lines, for pipes and log files: one at every change, and one every few seconds. */
final class LineDisplay implements Display {

  private static final Duration EVERY = Duration.ofSeconds(5);

  private final PrintStream out;
  private final InstantSource clock;
  private final boolean signals;
  private @Nullable Heading shown;
  private Instant nextLine = Instant.MIN;

  LineDisplay(PrintStream out, InstantSource clock) {
    this(out, clock, false);
  }

  /**
   * @param signals whether those of a guarded migration get a line of their own
   */
  LineDisplay(PrintStream out, InstantSource clock, boolean signals) {
    this.out = out;
    this.clock = clock;
    this.signals = signals;
  }

  /** What is worth a line of its own as soon as it changes. */
  private record Heading(Phase phase, String waiting) {}

  @Override
  public void show(MigrationView view) {
    Moment moment = new Moment(view, clock.instant());
    Heading heading = new Heading(view.phase(), moment.waiting().orElse(""));
    if (heading.equals(shown) && moment.now().isBefore(nextLine)) {
      return;
    }
    out.println(line(moment));
    if (signals && !moment.signals().isEmpty()) {
      out.println("signals: " + String.join("; ", moment.signals()));
    }
    shown = heading;
    nextLine = moment.now().plus(EVERY);
  }

  private static String line(Moment moment) {
    StringBuilder line = new StringBuilder(Words.phase(moment.view().phase()));
    if (moment.view().pass() != null) {
      line.append(' ')
          .append(Words.percent(moment.visited(), moment.expected()))
          .append(' ')
          .append(Words.count(moment.visited()))
          .append('/')
          .append(Words.count(moment.expected()))
          .append(' ')
          .append(moment.pace());
    }
    moment.waiting().ifPresent(reason -> line.append("; ").append(reason));
    return line.toString();
  }

  @Override
  public void say(String sentence) {
    out.println(sentence);
  }

  @Override
  public void close() {
    out.flush();
  }
}
