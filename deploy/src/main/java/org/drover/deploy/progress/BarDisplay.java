package org.drover.deploy.progress;

import java.io.PrintStream;
import java.time.InstantSource;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal, one for each phase that has a length; the others are one line each. */
final class BarDisplay implements Display {

  private static final int REDRAW_MILLIS = 150;

  private final PrintStream out;
  private final InstantSource clock;
  private final BarLine line;
  private @Nullable ProgressBar bar;
  private @Nullable Phase shown;
  private String saidWaiting = "";

  BarDisplay(PrintStream out, InstantSource clock, boolean color) {
    this.out = out;
    this.clock = clock;
    this.line = new BarLine(color, out.charset().name().startsWith("UTF"));
  }

  @Override
  public void show(MigrationView view) {
    Moment moment = new Moment(view, clock.instant());
    line.show(moment);
    if (view.phase() != shown && !(view.phase() == Phase.PAUSED && bar != null)) {
      begin(moment);
    }
    if (bar != null) {
      bar.maxHint(moment.expected());
      bar.stepTo(moment.visited());
    }
    sayOnce(moment);
  }

  /** A reason to wait stands above the bar once, whole, where the bar may have had to cut it. */
  private void sayOnce(Moment moment) {
    String waiting = moment.waiting().orElse("");
    if (!waiting.equals(saidWaiting) && moment.view().phase() == Phase.PAUSED) {
      say(waiting);
    }
    saidWaiting = waiting;
  }

  private void begin(Moment moment) {
    finishBar();
    Phase phase = moment.view().phase();
    shown = phase;
    if (phase == Phase.PLANNING) {
      out.println("planning: looking at the graph");
    } else if (phase.isUnderWay()) {
      bar = open(moment);
    }
    // Of all else the command says what it means; the bar of the phase before stands above it.
  }

  private ProgressBar open(Moment moment) {
    return new ProgressBarBuilder()
        .setInitialMax(moment.expected())
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setRenderer(line)
        .setConsumer(new TerminalLine(out))
        .build();
  }

  private void finishBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void say(String sentence) {
    if (bar == null) {
      out.println(sentence);
      return;
    }
    bar.pause();
    out.print("\r\u001b[K" + sentence + System.lineSeparator());
    out.flush();
    bar.resume();
  }

  @Override
  public void close() {
    finishBar();
    out.flush();
  }
}
