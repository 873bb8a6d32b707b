package org.drover.shared.replay;

import java.util.List;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/** The spec of a migration, out of its events. */
public final class SubmittedSpec {

  private SubmittedSpec() {}

  /**
   * What was submitted, or amended since.
   *
   * @param own the migration's own events, in their order
   */
  public static Spec of(List<MigrationEvent> own) {
    String text = "";
    for (MigrationEvent event : own) {
      if (event instanceof MigrationEvent.Submitted submitted) {
        text = submitted.spec();
      } else if (event instanceof MigrationEvent.SpecAmended amended) {
        text = amended.spec();
      }
    }
    return read(text).spec();
  }

  /**
   * Reads what was accepted once.
   *
   * @throws IllegalStateException if this version reads specs differently, and refuses it
   */
  public static SpecReading.Ready read(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready;
      case SpecReading.Refused refused ->
          throw new IllegalStateException(
              "this version refuses a spec that an earlier one accepted: " + refused.errors());
    };
  }
}
