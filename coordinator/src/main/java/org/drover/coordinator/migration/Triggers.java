package org.drover.coordinator.migration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.spec.Aftercare;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;

/** Which triggers a pass's examination fires: a function of the two. */
final class Triggers {

  /**
   * What is refused has a budget of its own; what came since is the next sweep's; and what was
   * written since as it should be is as it should be. Without the last two no migration that
   * applications write to could ever be cut over.
   */
  private static final Set<Kind> SILENT =
      EnumSet.of(Kind.REFUSED, Kind.LATE, Kind.REWRITTEN, Kind.PUT_OFF);

  private Triggers() {}

  /** In the order of the triggers; their time is left to whoever journals them. */
  static List<Fired> of(Examination examination, Aftercare aftercare) {
    Map<Trigger, List<Kind>> kinds = new EnumMap<>(Trigger.class);
    examination.kinds().keySet().stream()
        .filter(kind -> !SILENT.contains(kind))
        .sorted()
        .forEach(kind -> kinds.computeIfAbsent(of(kind), none -> new ArrayList<>()).add(kind));
    List<Fired> fired = new ArrayList<>();
    kinds.forEach(
        (trigger, seen) ->
            fired.add(new Fired(trigger, aftercare.to(trigger), evidence(examination, seen))));
    return fired;
  }

  /** One trigger, what follows, and why. */
  record Fired(Trigger trigger, Reaction reaction, String evidence) {

    MigrationEvent.TriggerFired in(int pass, Instant at) {
      return new MigrationEvent.TriggerFired(pass, trigger, reaction, evidence, at);
    }
  }

  private static Trigger of(Kind kind) {
    return switch (kind) {
      case COLLISION -> Trigger.COLLISION;
      case COUNT, RELATIONSHIPS, GONE, LATE -> Trigger.COUNT_MISMATCH;
      case QUERY, LATENCY -> Trigger.QUERY;
      case REFUSED -> Trigger.ERRORS;
      case FOREIGN_WRITES -> Trigger.FOREIGN_WRITES;
      case CHANGED_SINCE, DIGEST, REWRITTEN, VALUE, FENCE, PROBE, UNDO, PUT_OFF ->
          Trigger.VERIFICATION;
    };
  }

  private static String evidence(Examination examination, List<Kind> kinds) {
    List<String> texts = new ArrayList<>();
    for (Kind kind : kinds) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      texts.add("%d of kind %s".formatted(examination.kinds().get(kind), name));
    }
    String all = String.join(", ", texts);
    return examination.findings().stream()
        .filter(finding -> kinds.contains(finding.kind()))
        .findFirst()
        .map(RangeFinding::text)
        .map(first -> all + "; such as: " + first)
        .orElse(all);
  }
}
