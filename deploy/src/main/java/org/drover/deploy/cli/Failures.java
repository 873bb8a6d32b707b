package org.drover.deploy.cli;

import java.util.Objects;
import org.drover.deploy.client.Problem;
import org.drover.deploy.client.Refused;
import org.drover.deploy.client.Unreachable;
import org.drover.deploy.node.CannotListen;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.BadInput;
import org.drover.sandbox.LocalPostgresException;
import org.drover.shared.graph.GraphException;
import org.drover.shared.postgres.JournalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure into a sentence and an exit code; stack traces go to the log only. */
final class Failures {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static int explain(Exception failure, Screen screen) {
    return switch (failure) {
      case BadInput wrong -> say(screen, message(wrong), Exit.BAD_INPUT);
      case Refused refused -> say(screen, refused.problem().text(), code(refused.problem()));
      case Unreachable unreachable -> logged(screen, unreachable, Exit.UNREACHABLE);
      case LocalPostgresException postgres -> logged(screen, postgres, Exit.REFUSED);
      case JournalException journal -> logged(screen, journal, Exit.UNREACHABLE);
      case GraphException graph -> logged(screen, graph, Exit.UNREACHABLE);
      case CannotListen taken -> say(screen, message(taken), Exit.BAD_INPUT);
      default -> unforeseen(failure, screen);
    };
  }

  private static int say(Screen screen, String message, int code) {
    screen.complain("drover: " + message);
    return code;
  }

  private static int logged(Screen screen, RuntimeException failure, int code) {
    log.warn("ended with exit code {}", code, failure);
    return say(screen, message(failure), code);
  }

  private static String message(RuntimeException failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }

  /** What nobody thought of: the sentence names it, the log has the rest. */
  static int unforeseen(Throwable failure, Screen screen) {
    log.error("an unforeseen failure", failure);
    return say(
        screen,
        "an unforeseen failure (%s); %s".formatted(failure, Logs.where(failure)),
        Exit.UNFORESEEN);
  }

  private static int code(Problem problem) {
    return problem.status() == 422 || problem.status() == 400 ? Exit.BAD_INPUT : Exit.REFUSED;
  }
}
