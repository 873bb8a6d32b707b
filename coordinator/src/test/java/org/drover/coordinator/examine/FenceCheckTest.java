package org.drover.coordinator.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drover.coordinator.migration.EndedPass;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.MigrationEvent.ShardFinished;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;

class FenceCheckTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Spec SPEC =
      ((SpecReading.Ready)
              SpecReader.read(
                  """
                  migration: people
                  select: {label: Person}
                  transform:
                    - copy: {from: name, to: alias}
                  """))
          .spec();

  private final Map<Integer, Fence> fences = new HashMap<>();
  private List<ShardPlan> slices = List.of();

  FenceCheckTest() {
    fences.put(0, new Fence(2, 4, Key.of(10L), "record"));
    fences.put(1, new Fence(1, 3, Key.of(20L), "record"));
  }

  @Test
  void fencesThatSayWhatTheJournalSaysAreNoQuestion() {
    assertThat(against()).isEmpty();
  }

  // Whoever is asked to run a shard that has ended takes it over once more.
  @Test
  void aLaterOwnerWithoutARangeIsNoQuestion() {
    fences.put(1, new Fence(5, 3, Key.of(20L), "record"));

    assertThat(against()).isEmpty();
  }

  @Test
  void aFenceThatIsBehindMeansThatTheGraphWasRestored() {
    fences.put(1, new Fence(1, 2, Key.of(17L), "record"));

    assertThat(against().orElseThrow())
        .isEqualTo(
            "shard 1: the graph's fence says range 2 (cursor 17, epoch 1), the journal says range 3"
                + " (cursor 20, epoch 1), and that all is done: probably the graph was restored."
                + " Choose which side counts: 'resume --accept graph' goes on from where each fence"
                + " is, 'resume --accept journal' sets the fences to where the journal is, and does"
                + " nothing again.");
  }

  @Test
  void aFenceThatKnowsOfFewerOwnersWasRestoredToo() {
    fences.put(0, new Fence(1, 4, Key.of(10L), "record"));

    assertThat(against()).hasValueSatisfying(why -> assertThat(why).startsWith("shard 0: "));
  }

  @Test
  void aFenceThatIsGoneIsAQuestion() {
    fences.remove(0);

    assertThat(against().orElseThrow())
        .startsWith("shard 0: the graph has no fence of it any more");
  }

  @Test
  void aShardThatTheJournalHasNeverHeardOfIsAQuestionIfItDidAnything() {
    slices = List.of(plan(7, 15, 20));
    fences.put(7, new Fence(0, 0, null, null));
    assertThat(against()).isEmpty();

    fences.put(7, new Fence(1, 1, Key.of(16L), "record"));
    assertThat(against().orElseThrow()).contains("never heard of them ([7])");
  }

  private Optional<String> against() {
    return FenceCheck.against(
        new EndedPass(
            SPEC,
            1,
            List.of(plan(0, 0, 10), plan(1, 10, 20)),
            List.of(finished(1, 3, 1), finished(0, 4, 2))),
        store());
  }

  /** It answers what is asked here, and refuses everything else. */
  private RangeStore store() {
    return (RangeStore)
        Proxy.newProxyInstance(
            RangeStore.class.getClassLoader(),
            new Class<?>[] {RangeStore.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "fences" -> fences;
                  case "slices" -> slices;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static ShardPlan plan(int number, long from, long to) {
    return new ShardPlan(number, new Keyspace.Ids(100_000), Slice.ids(from, to), to - from);
  }

  private static ShardFinished finished(int shard, long ranges, long epoch) {
    return new ShardFinished(1, shard, new Tally(10, 10), ranges, epoch, NOW);
  }
}
