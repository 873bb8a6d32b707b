package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Unknown;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.Test;

/** Whoever looks for members that have lost their label needs the list of them, and all of it. */
class ListingTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String RETYPED = spec("auto", "retype: {from: Old, to: New}");
  private static final Keyspace LISTED = new Keyspace.IdSet("retyped/1");
  private static final Keyspace LINE = new Keyspace.Ids(90_000);

  @Test
  void membersThatWereListedAreKnown() {
    Known state = finished(RETYPED, LISTED, LISTED);
    assertThat(Listing.against(state)).isEmpty();
    assertThat(Listing.againstAnother(state)).isEmpty();
  }

  @Test
  void whoKeepsTheLabelNeedsNoList() {
    Known state = finished(spec("auto", "add-label: New"), LINE);
    assertThat(Listing.against(state)).isEmpty();
    assertThat(Listing.againstAnother(state)).isEmpty();
  }

  // One shard off the list is enough: its members are told from others by nothing.
  @Test
  void aPassThatDidNotListAllOfThemIsNamedInTheRefusal() {
    String refusal =
        "pass 1 did not list its members before it took the label 'Old' away, and nothing else tells them from others now";
    Known state = finished(RETYPED, LISTED, LINE);
    assertThat(Listing.against(state)).isEqualTo(refusal);
    assertThat(Listing.againstAnother(state)).isEqualTo(refusal);
  }

  @Test
  void aKeyThatIsAPropertyListsNobody() {
    Known state = finished(spec("number", "retype: {from: Old, to: New}"), LISTED);
    assertThat(Listing.against(state)).startsWith("pass 1 did not list its members");
  }

  // Whoever was migrated by it is on its list alone. The next sweep goes by that list, too.
  @Test
  void aPassThatWasGivenUpOnItsWayAsksForASweep() {
    Known state = after(started(RETYPED, LISTED), new MigrationEvent.Cancelled("ann", "no", NOW));
    assertThat(Listing.against(state))
        .isEqualTo(
            "pass 1 was given up on its way: let a sweep come to its end, which lists again who was migrated");
    assertThat(Listing.againstAnother(state)).isEmpty();
  }

  @Test
  void ofSeveralPassesTheLastOneCounts() {
    Known unlisted = finished(RETYPED, LINE);
    Known state =
        after(
            unlisted,
            new MigrationEvent.PassRequested(PassKind.SWEEP, null, "ann", "late", NOW),
            passStarted(2, PassKind.SWEEP, LISTED),
            new MigrationEvent.PassFinished(2, new Tally(10, 1), NOW));
    assertThat(Listing.against(state)).isEmpty();
  }

  @Test
  void nothingStandsAgainstAMigrationThatHasNotBegun() {
    assertThat(Listing.against(submitted(RETYPED))).isEmpty();
    assertThat(Listing.againstAnother(submitted(RETYPED))).isEmpty();
  }

  private static String spec(String key, String step) {
    return "migration: retyped\nselect: {label: Old, key: %s}\nstrategy: in-place\ntransform: [{%s}]\n"
        .formatted(key, step);
  }

  private static Known submitted(String spec) {
    return (Known) new Unknown().after(new MigrationEvent.Submitted(spec, true, null, "ann", NOW));
  }

  private static Known started(String spec, Keyspace... keyspaces) {
    return after(submitted(spec), passStarted(1, PassKind.BACKFILL, keyspaces));
  }

  private static Known finished(String spec, Keyspace... keyspaces) {
    return after(
        started(spec, keyspaces), new MigrationEvent.PassFinished(1, new Tally(10, 10), NOW));
  }

  private static Known after(Known state, MigrationEvent... events) {
    return Arrays.stream(events)
        .reduce(state, (known, event) -> (Known) known.after(event), (first, second) -> second);
  }

  private static MigrationEvent passStarted(int pass, PassKind kind, Keyspace... keyspaces) {
    List<ShardPlan> shards =
        IntStream.range(0, keyspaces.length)
            .mapToObj(
                number ->
                    new ShardPlan(
                        number,
                        keyspaces[number],
                        new Slice(Key.of(number * 10L), Key.of(number * 10L + 10)),
                        10))
            .toList();
    return new MigrationEvent.PassStarted(pass, kind, "test", 10, shards, null, NOW);
  }
}
