package org.drover.coordinator.migration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.drover.coordinator.migration.MigrationState.Active;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.Retirement;
import org.drover.shared.spec.Additions;
import org.drover.shared.spec.Spec;

/**
 * A migration as those beside it have to know it: what it leaves in the graph, and whether it still
 * looks there.
 *
 * @param spec by which it runs now
 * @param status as the registry says it, or {@code planned} before anything is written
 * @param resting whether no pass is under way
 * @param unchanged members that its backfill found to be as it would make them
 * @param taken what its retirement took out of the graph, or takes
 */
public record Version(
    String migration, Spec spec, String status, boolean resting, long unchanged, Retirement taken) {

  /** It is about to write. */
  private static final String PLANNED = "planned";

  private static final String CLEANED = "cleaned";

  private static final String RETIRED = "retired";

  /** What has nothing in the graph that anybody could miss. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("rolled-back", RETIRED, Announcement.RETIRING);

  /** One that nobody retires. */
  public Version(String migration, Spec spec, String status, boolean resting, long unchanged) {
    this(migration, spec, status, resting, unchanged, Retirement.NOTHING);
  }

  /** Empty if it neither has written nor is about to. */
  public static Optional<Version> of(String migration, List<MigrationEvent> history) {
    MigrationState state = new MigrationState.Unknown();
    for (MigrationEvent event : history) {
      state = state.after(event);
    }
    if (!(state instanceof Known known)) {
      return Optional.empty();
    }
    boolean reached = Announcement.of(known) != null;
    boolean planned = known instanceof Active && known.submission().execute();
    return reached || planned
        ? Optional.of(
            new Version(
                migration,
                known.spec(),
                reached ? statusOf(known) : PLANNED,
                known instanceof MigrationState.Resting,
                unchanged(known.behind()),
                taken(known)))
        : Optional.empty();
  }

  private static Retirement taken(Known known) {
    return Stream.concat(known.behind().passes().stream(), Stream.ofNullable(known.passUnderWay()))
        .map(pass -> pass.options().retirement())
        .filter(Objects::nonNull)
        .reduce(Retirement.NOTHING, (earlier, later) -> later);
  }

  private static long unchanged(Behind behind) {
    return behind.passes().stream()
        .filter(pass -> pass.kind() == PassKind.BACKFILL)
        .map(Pass::tally)
        .mapToLong(one -> one.visited() - one.changed() - one.setAside() - one.duplicates())
        .sum();
  }

  /** What the registry says of one that has reached its graph. */
  static String statusOf(Known state) {
    String phase = Announcement.of(state);
    if (phase != null && !phase.equals(Announcement.GONE)) {
      return phase;
    }
    return state.behind().retired() ? RETIRED : CLEANED;
  }

  /** Whether what it wrote is in the graph, or will be. */
  public boolean writes() {
    return !WITHOUT_EFFECT.contains(status);
  }

  /** Whether it may look at the graph again: one that is cleaned up never does. */
  public boolean reads() {
    return writes() && !status.equals(CLEANED);
  }

  /** Whether it is retired, or on its way, and left the label in the graph for another's sake. */
  public boolean hasLeft(String label) {
    boolean onlyCleaned = status.equals(CLEANED) && !taken.equals(Retirement.NOTHING);
    return (onlyCleaned || Set.of(RETIRED, Announcement.RETIRING).contains(status))
        && Additions.of(spec).labels().contains(label)
        && !taken.labels().contains(label);
  }

  /** Whether it stands in the graph, and added the label there. */
  public boolean stillUses(String label) {
    return reads() && Additions.of(spec).labels().contains(label);
  }

  /** Whether it is whole in the graph, or on its way out of it. */
  public boolean mayBeRetired() {
    return Set.of("backfilled", "cut-over", Announcement.RETIRING).contains(status);
  }
}
