package org.drover.deploy.cli;

import java.util.List;
import org.drover.deploy.client.Json;
import org.drover.deploy.progress.Screen;
import org.drover.shared.journal.Limits;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.Waiting;
import org.drover.shared.spec.Amounts;
import org.drover.shared.spec.Thresholds;

/** Tells what a migration may use. */
final class LimitText {

  private LimitText() {}

  static int tell(Screen screen, MigrationView view) {
    if (screen.quiet()) {
      screen.out().println(Json.pretty(view));
    } else {
      screen.say(line(view));
    }
    return Outcome.code(view);
  }

  /** The same of all that are unfinished. */
  static int tell(Screen screen, List<MigrationView> unfinished) {
    if (screen.quiet()) {
      screen.out().println(Json.pretty(unfinished));
    } else if (unfinished.isEmpty()) {
      screen.say("no migration is unfinished");
    } else {
      unfinished.forEach(view -> screen.say(line(view)));
    }
    return Exit.DONE;
  }

  /** One line: every knob, and the pace with its reason. */
  static String line(MigrationView view) {
    PaceView pace = view.pace();
    if (pace == null) {
      return view.migration() + ": nothing can run";
    }
    Limits limits = pace.limits();
    Long rate = limits.nodesPerSecond();
    Long memory = limits.memoryBytes();
    Waiting why = pace.why();
    return "%s: workers %d, rate %s, memory %s, range duration %d ms, errors %s%s; pace %.0f%%%s"
        .formatted(
            view.migration(),
            limits.workers(),
            rate == null ? "none" : Amounts.ofRate(rate),
            memory == null ? "none" : Amounts.ofBytes(memory),
            limits.rangeMillis(),
            Amounts.ofPercent(limits.errorsPercent()),
            watched(limits),
            100 * pace.pace(),
            why == null ? "" : " (" + why.text() + ")");
  }

  /** Nothing, if there are neither guards nor windows. */
  private static String watched(Limits limits) {
    StringBuilder text = new StringBuilder();
    limits
        .thresholds()
        .forEach(
            (name, threshold) ->
                text.append(", ")
                    .append(name)
                    .append(' ')
                    .append(Thresholds.text(name, threshold)));
    limits.open().forEach(window -> text.append(", window ").append(window));
    return text.toString();
  }
}
