package org.drover.deploy.cli;

import org.drover.deploy.client.Json;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.Endings;
import org.drover.deploy.run.SurveyText;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;

/** Tells how a migration stands and chooses the exit code that says the same to a script. */
final class Outcome {

  private Outcome() {}

  /**
   * @param next what to type to go on, if there is anything to go on with
   */
  static int tell(Screen screen, MigrationView view, String next) {
    if (screen.quiet()) {
      screen.out().println(Json.pretty(view));
    } else {
      screen.say(Endings.describe(view, next));
    }
    return code(view);
  }

  /**
   * The same of a survey that came to its end.
   *
   * @param survey its report, in JSON
   */
  static int tell(Screen screen, MigrationView view, String survey, String next) {
    if (screen.quiet()) {
      screen.out().println(Json.pretty(view));
    } else {
      screen.say(SurveyText.read(survey).describe() + "\nTo execute it:\n  " + next);
    }
    return code(view);
  }

  static int code(MigrationView view) {
    return switch (view.phase().motion()) {
      case PAUSED -> Exit.NEEDS_A_PERSON;
      case OVER -> over(view);
      case UNDER_WAY, SURVEYED -> Exit.DONE;
    };
  }

  /** What fired is for a person, or has taken everything back: it is no success. */
  private static int over(MigrationView view) {
    if (view.phase() == Phase.CANCELLED) {
      return Exit.REFUSED;
    }
    return view.fired() == null ? Exit.DONE : Exit.CHECK_FAILED;
  }
}
