package org.drover.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.graph.Inspection.IndexedProperty;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64Bitmap;

class PlannerTest {

  private final Map<String, Roaring64Bitmap> stored = new HashMap<>();

  @Test
  void aDenseLabelIsWalkedAlongTheIdLine() {
    PassPlan plan = plan(PretendGraph.of(LongStream.range(0, 40_000)), spec("auto"));

    assertThat(plan.reason())
        .isEqualTo("ids: dense: 100.0 % of the ids between the first and the last are of it");
    assertThat(plan.expected()).isEqualTo(40_000);
    assertThat(plan.shards())
        .containsExactly(
            new ShardPlan(0, new Keyspace.Ids(100_000), Slice.ids(-1, 19_999), 20_000),
            new ShardPlan(1, new Keyspace.Ids(100_000), Slice.ids(19_999, 39_999), 20_000));
  }

  @Test
  void allNodesAreWalkedAlongTheIdLineAndListedWhereMostIdsAreFree() {
    Spec all = read("{migration: people, select: {nodes: all}, transform: [{add-label: Seen}]}");

    assertThat(plan(PretendGraph.of(LongStream.range(0, 10)), all).shards())
        .containsExactly(new ShardPlan(0, new Keyspace.Ids(100_000), Slice.ids(-1, 9), 10));
    assertThat(plan(PretendGraph.of(LongStream.of(5, 1_000, 90_000)), all).shards())
        .containsExactly(
            new ShardPlan(0, new Keyspace.IdSet("people/2/0/all"), Slice.ids(4, 90_000), 3));
    PretendGraph seen = PretendGraph.of(LongStream.range(0, 10)).carrying("Seen", 3);
    assertThatThrownBy(() -> planner(seen).check(all))
        .hasMessageStartingWith("transform: 3 of all nodes have the label 'Seen' already");
  }

  @Test
  void aSparseLabelWithoutUniqueValuesIsListedAsAnIdSet() {
    PassPlan plan = plan(PretendGraph.of(LongStream.of(5, 1_000, 90_000)), spec("auto"));

    assertThat(plan.reason())
        .startsWith("id set: sparse (0.0 %")
        .contains("no property with unique");
    assertThat(plan.shards())
        .containsExactly(
            new ShardPlan(0, new Keyspace.IdSet("people/2/0/all"), Slice.ids(4, 90_000), 3));
    assertThat(stored)
        .containsExactly(Map.entry("people/2/0/all", Roaring64Bitmap.bitmapOf(5, 1_000, 90_000)));
  }

  @Test
  void aSparseLabelWithUniqueValuesIsVisitedByThem() {
    PretendGraph graph =
        PretendGraph.of(LongStream.of(5, 1_000, 90_000))
            .indexed(new IndexedProperty("name", true))
            .keyed(List.of(Key.of("m"), Key.of("z")), List.of());

    PassPlan plan = plan(graph, spec("auto"));

    Keyspace name = new Keyspace.Property("name", Keyspace.Property.Type.STRING);
    assertThat(plan.shards())
        .containsExactly(
            new ShardPlan(0, name, new Slice(null, Key.of("m")), 1),
            new ShardPlan(1, name, new Slice(Key.of("m"), Key.of("z")), 1));
  }

  // Visiting by a property that the transform writes would move members while they are visited.
  @Test
  void aPropertyThatTheTransformWritesIsNeverTheKey() {
    PretendGraph graph =
        PretendGraph.of(LongStream.of(5, 90_000)).indexed(new IndexedProperty("key2", true));

    assertThat(plan(graph, spec("auto")).reason()).startsWith("id set:");
  }

  // What a statement writes is known only to the database; it may be the key.
  @Test
  void whereAStatementMayWriteAnyPropertyNoneIsTheKey() {
    PretendGraph graph =
        PretendGraph.of(LongStream.of(5, 90_000)).indexed(new IndexedProperty("name", true));
    Spec spec = spec("auto").with(List.of(new Step.Cypher("SET n.name = 'b' + n.name")));

    assertThat(plan(graph, spec).reason())
        .startsWith("id set: sparse")
        .endsWith("a cypher step may write any property");
  }

  @Test
  void membersWithoutAProperKeyGetAShardOfTheirOwn() {
    PretendGraph graph =
        PretendGraph.of(LongStream.of(5, 1_000, 90_000))
            .indexed(new IndexedProperty("name", false))
            .keyed(List.of(Key.of("z")), List.of(1_000L));

    PassPlan plan = plan(graph, spec("name"));

    assertThat(plan.expected()).isEqualTo(3);
    assertThat(plan.reason()).endsWith("; 1 without such a value are visited by their ids");
    assertThat(plan.shards().getLast())
        .isEqualTo(
            new ShardPlan(1, new Keyspace.IdSet("people/2/0/beside"), Slice.ids(999, 1_000), 1));
  }

  @Test
  void anEmptyLabelHasNoShards() {
    assertThat(plan(PretendGraph.of(LongStream.empty()), spec("auto")))
        .isEqualTo(new PassPlan("there is nothing to visit", 0, List.of()));
  }

  @Test
  void aSpecThatFitsIsNotRefused() {
    planner(PretendGraph.of(LongStream.range(0, 10))).check(spec("auto"));
  }

  @Test
  void everythingThatDoesNotFitIsSaidAtOnce() {
    PretendGraph graph =
        PretendGraph.of(LongStream.range(0, 10))
            .indexed(new IndexedProperty("born", false))
            .carrying("key2", 7);
    assertThatThrownBy(() -> planner(graph).check(spec("Person", "name", "nickname")))
        .isInstanceOfSatisfying(
            SpecMismatch.class,
            mismatch ->
                assertThat(mismatch.errors())
                    .containsExactly(
                        "select.key: there is no range index on Person.name; indexed here: born."
                            + " Create one, or say 'key: auto'.",
                        "transform: the graph has no property 'nickname'; it has: born, name",
                        "transform: 7 of Person have the property 'key2' already, and 'strategy:"
                            + " shadow' overwrites nothing. Write to another property, or say"
                            + " 'strategy: in-place'."));
  }

  // The inverse of adding a label takes it from everybody, also from those that had it before.
  @Test
  void aLabelThatIsThereAlreadyAsksForUndoRecords() {
    PretendGraph graph = PretendGraph.of(LongStream.range(0, 10)).carrying("Seen", 3);
    assertThatThrownBy(() -> planner(graph).check(labelling("")))
        .isInstanceOf(SpecMismatch.class)
        .hasMessage(
            "transform: 3 of Person have the label 'Seen' already, and a rollback without undo"
                + " records would take it from them too. Say 'undo: keep', or roll back first what"
                + " gave it to them.");
    planner(graph).check(labelling("undo: keep"));
    // Nobody could roll these back in any case.
    planner(graph).check(labelling("strategy: in-place"));
  }

  private static Spec labelling(String more) {
    String text = "migration: people\nselect: {label: Person}\ntransform: [{add-label: Seen}]\n";
    return switch (SpecReader.read(text + more)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }

  @Test
  void aLabelThatDoesNotExistIsRefusedWithThoseThatDo() {
    assertThatThrownBy(
            () -> planner(PretendGraph.of(LongStream.empty())).check(spec("Persn", "auto", "name")))
        .isInstanceOf(SpecMismatch.class)
        .hasMessage("select: the graph has no label 'Persn'; it has: Person, Place");
  }

  @Test
  void aLevelThatTheTransformCannotKeepIsRefused() {
    Spec spec =
        read(
            """
            migration: people
            select: {label: Person}
            strategy: in-place
            verify: {level: rigorous}
            transform: [{cypher: "SET n.seen = true"}]
            """);
    assertThatThrownBy(() -> planner(PretendGraph.of(LongStream.of(1))).check(spec))
        .isInstanceOf(SpecMismatch.class)
        .hasMessageStartingWith("verify.level: 'rigorous' cannot be kept")
        .hasMessageContaining("a 'cypher' step")
        .hasMessageEndingWith("Say 'standard'.");
  }

  private PassPlan plan(PretendGraph graph, Spec spec) {
    return planner(graph).plan(spec, 2, PassKind.BACKFILL);
  }

  private Planner planner(PretendGraph graph) {
    return new Planner(
        graph,
        new StoredSets(),
        new NoUndo(),
        new PretendQuarantine(3, 4, 40_000),
        new NothingForeseen(),
        () -> Instant.EPOCH);
  }

  private static Spec spec(String key) {
    return spec("Person", key, "name");
  }

  private static Spec spec(String label, String key, String source) {
    String text =
        """
        migration: people
        select: {label: %s, key: %s}
        transform:
          - copy: {%s: key2}
        """
            .formatted(label, key, source);
    return read(text);
  }

  private static Spec read(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }

  private final class StoredSets implements IdSets {
    @Override
    public void store(String set, Roaring64Bitmap ids) {
      stored.put(set, ids);
    }

    @Override
    public Roaring64Bitmap read(String set, Slice slice) {
      throw new IllegalStateException("planning reads no set");
    }

    @Override
    public long remove(String migration) {
      throw new IllegalStateException("planning removes no set");
    }
  }

  private static final class NoUndo implements UndoRecords {
    @Override
    public void store(ShardId shard, long sequence, long epoch, UndoRecord record) {
      throw new IllegalStateException("planning keeps nothing");
    }

    @Override
    public Optional<UndoRecord> read(ShardId shard, long sequence) {
      throw new IllegalStateException("planning reads no images");
    }

    @Override
    public Optional<Outline> outline(ShardId shard, long sequence) {
      throw new IllegalStateException("planning weighs no images");
    }

    @Override
    public void removeBehind(ShardId shard, long sequence) {
      throw new IllegalStateException("only a shard's owner removes them");
    }

    @Override
    public List<ShardId> shards(String migration) {
      throw new IllegalStateException("only a cleanup asks for them");
    }

    @Override
    public long last(ShardId shard) {
      throw new IllegalStateException("only a rollback asks for it");
    }

    @Override
    public long remove(String migration) {
      throw new IllegalStateException("only a cleanup removes them");
    }
  }

  private static final class NothingForeseen implements ForeseenKeys {
    @Override
    public void store(ShardId shard, long sequence, List<Part> parts, List<Bids> bids) {
      throw new IllegalStateException("planning foresees nothing");
    }

    @Override
    public void each(String migration, int pass, Consumer<Part> consumer) {
      throw new IllegalStateException("planning reads no keys");
    }

    @Override
    public void eachBids(String migration, int pass, Consumer<Bids> consumer) {
      throw new UnsupportedOperationException("a planner does not look");
    }

    @Override
    public long remove(String migration) {
      throw new IllegalStateException("only a cleanup removes them");
    }
  }
}
