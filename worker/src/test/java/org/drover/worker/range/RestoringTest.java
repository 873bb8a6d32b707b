package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The migration wrote "new" over "old" on the members 1 and 2. */
class RestoringTest {

  private static final Selection MEMBERS = Selection.nodes("A");

  private final Map<Long, String> graph = new HashMap<>(Map.of(1L, "new", 2L, "new"));
  private final Map<Long, Set<String>> labels =
      new HashMap<>(Map.of(1L, Set.of("A"), 2L, Set.of("A")));

  /** Who has no value at all, whatever stands above. */
  private final Set<Long> bare = new HashSet<>();

  @Test
  void whatTheMigrationWroteIsPutBack() {
    Restoring restoring = new Restoring(image(), MEMBERS, Conflict.STOP, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 2));
    assertThat(graph).containsEntry(1L, "old").containsEntry(2L, "old");
    assertThat(restoring.findings()).isEmpty();
  }

  @Test
  void whatWasChangedSinceStaysAndIsReported() {
    graph.put(2L, "newer");
    Restoring restoring = new Restoring(image(), MEMBERS, Conflict.SKIP, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 1, 1));
    assertThat(graph).containsEntry(1L, "old").containsEntry(2L, "newer");
    assertThat(restoring.findings())
        .extracting(RangeFinding::kind, RangeFinding::id)
        .containsExactly(tuple(RangeFinding.Kind.CHANGED_SINCE, 2L));
  }

  @Test
  void whatWasChangedSinceIsPutBackWhereThatIsWanted() {
    graph.put(2L, "newer");
    Restoring restoring = new Restoring(image(), MEMBERS, Conflict.RESTORE, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 2, 1));
    assertThat(graph).containsEntry(2L, "old");
  }

  @Test
  void theFirstThatWasChangedSinceStopsItIfNothingElseIsSaid() {
    graph.put(2L, "newer");
    Restoring restoring = new Restoring(image(), MEMBERS, Conflict.STOP, null);
    assertThatThrownBy(() -> putBack(restoring))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("id 2 was changed since")
        .hasMessageNotContaining("newer");
    assertThat(graph).containsEntry(1L, "new");
  }

  // A rollback that is asked for again meets what the first one put back.
  @Test
  void whatIsAsItWasBeforeIsNoConflict() {
    graph.put(1L, "old");
    assertThat(putBack(new Restoring(image(), MEMBERS, Conflict.STOP, null)))
        .isEqualTo(new Tally(2, 1));
  }

  @Test
  void whatIsGoneIsReported() {
    graph.remove(1L);
    Restoring restoring = new Restoring(image(), MEMBERS, Conflict.STOP, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 1, 1));
    assertThat(restoring.findings())
        .extracting(RangeFinding::kind)
        .containsExactly(RangeFinding.Kind.GONE);
  }

  // A node without the label of then may be anybody: the database gives ids away again.
  @Test
  void whatHasTheIdNowAndIsSomethingElseIsLeftAlone() {
    labels.put(1L, Set.of("Stranger"));
    graph.put(1L, "other");
    Restoring restoring = new Restoring(image(), MEMBERS, Conflict.RESTORE, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 1, 1));
    assertThat(graph).containsEntry(1L, "other");
    assertThat(kinds(restoring)).containsExactly(RangeFinding.Kind.GONE);
  }

  // Of all nodes none is known by its label: what was written on it must tell.
  @Test
  void amongAllNodesWhatHasNothingOfWhatWasWrittenIsLeftAlone() {
    labels.put(1L, Set.of());
    bare.add(2L);
    Restoring restoring = new Restoring(image(), Selection.allNodes(), Conflict.RESTORE, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 1, 1));
    assertThat(graph).containsEntry(1L, "old").containsEntry(2L, "new");
    assertThat(restoring.findings())
        .extracting(RangeFinding::kind, RangeFinding::id)
        .containsExactly(tuple(RangeFinding.Kind.GONE, 2L));
  }

  @Test
  void whatLostItsLabelAndStillHasWhatWasWrittenWasChangedSince() {
    labels.put(1L, Set.of("Archived"));
    Restoring restoring = new Restoring(image(), MEMBERS, Conflict.SKIP, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 1, 1));
    assertThat(kinds(restoring)).containsExactly(RangeFinding.Kind.CHANGED_SINCE);
  }

  @Test
  void labelsArePutBack() {
    labels.put(1L, Set.of("B", "More"));
    labels.put(2L, Set.of("B"));
    Restoring restoring = new Restoring(retyped(), MEMBERS, Conflict.STOP, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 2));
    assertThat(labels.get(1L)).containsExactlyInAnyOrder("A", "More");
    assertThat(restoring.findings()).isEmpty();
  }

  // Else a rollback would make an A of it beside what it is now.
  @Test
  void whatIsNeitherWhatItWasNorWhatTheMigrationMadeOfItIsNotMadeTheFormerAgain() {
    labels.put(1L, Set.of("Closed"));
    labels.put(2L, Set.of("B"));
    Restoring restoring = new Restoring(retyped(), MEMBERS, Conflict.STOP, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 1, 1));
    assertThat(labels.get(1L)).containsExactly("Closed");
    assertThat(kinds(restoring)).containsExactly(RangeFinding.Kind.GONE);
  }

  @Test
  void labelsThatWereChangedSinceAreAConflict() {
    labels.put(1L, Set.of("A", "B"));
    labels.put(2L, Set.of("A"));
    Restoring restoring = new Restoring(retyped(), MEMBERS, Conflict.SKIP, null);
    assertThat(putBack(restoring)).isEqualTo(new Tally(2, 0, 1));
    assertThat(labels.get(1L)).containsExactlyInAnyOrder("A", "B");
    assertThat(kinds(restoring)).containsExactly(RangeFinding.Kind.CHANGED_SINCE);
    assertThatThrownBy(() -> putBack(new Restoring(retyped(), MEMBERS, Conflict.STOP, null)))
        .hasMessageContaining("expected the labels that the migration left");
  }

  private Tally putBack(Restoring restoring) {
    OpenRange range = new Range();
    Columns columns = restoring.in(range, new RoomLeft(RangeSize.ofAnyWeight(10)));
    range.write(columns);
    return restoring.tally(columns);
  }

  private static List<RangeFinding.Kind> kinds(Restoring restoring) {
    return restoring.findings().stream().map(RangeFinding::kind).toList();
  }

  /** The migration made a B of the A that 1 and 2 were. */
  private static BeforeImage retyped() {
    List<List<String>> before = List.of(List.of("A"), List.of("A"));
    Columns columns = Columns.read(new long[] {1, 2}, Map.of(), before, null);
    for (int row = 0; row < 2; row++) {
      columns.removeLabel(row, "A");
      columns.addLabel(row, "B");
    }
    return BeforeImage.read(BeforeImage.of(Key.of(0L), Key.of(2L), columns).toBytes());
  }

  private static BeforeImage image() {
    Columns columns = columns(new long[] {1, 2}, new Object[] {"old", "old"});
    columns.replace("p", new Object[] {"new", "new"});
    return BeforeImage.read(BeforeImage.of(Key.of(0L), Key.of(2L), columns).toBytes());
  }

  private static Columns columns(long[] ids, @Nullable Object[] values) {
    return Columns.read(ids, column(values), null, null);
  }

  private static Map<String, @Nullable Object[]> column(@Nullable Object[] values) {
    Map<String, @Nullable Object[]> properties = new HashMap<>();
    properties.put("p", values);
    return properties;
  }

  /** Of the graph above, as far as restoring asks for it. */
  private final class Range implements OpenRange {

    @Override
    public Columns fetch(long[] ids, ColumnNeed need) {
      long[] there = Arrays.stream(ids).filter(graph::containsKey).toArray();
      @Nullable Object[] values = new Object[there.length];
      Arrays.setAll(values, row -> bare.contains(there[row]) ? null : graph.get(there[row]));
      List<List<String>> labelled =
          Arrays.stream(there)
              .mapToObj(id -> List.copyOf(labels.getOrDefault(id, Set.of())))
              .toList();
      return Columns.read(there, column(values), labelled, null);
    }

    @Override
    public Columns fetchWithin(long[] ids, ColumnNeed need, Room room) {
      throw unasked();
    }

    @Override
    public void write(Columns columns) {
      Columns.Changes changes = columns.changes();
      for (int row = 0; row < changes.ids().length; row++) {
        graph.put(
            changes.ids()[row],
            String.valueOf(changes.values().getOrDefault("p", new Object[0])[row]));
      }
      columns
          .labelsAdded()
          .forEach((label, ids) -> Arrays.stream(ids).forEach(id -> labelsOf(id).add(label)));
      columns
          .labelsRemoved()
          .forEach((label, ids) -> Arrays.stream(ids).forEach(id -> labelsOf(id).remove(label)));
    }

    private Set<String> labelsOf(long id) {
      return labels.compute(
          id, (any, before) -> before == null ? new TreeSet<>() : new TreeSet<>(before));
    }

    @Override
    public ReadRange read(RangeRequest request, ColumnNeed need) {
      throw unasked();
    }

    @Override
    public ReadRange readWithin(RangeRequest request, ColumnNeed need, Room room) {
      throw unasked();
    }

    @Override
    public Columns readWhole(RangeRequest request, ColumnNeed need, Room room) {
      throw unasked();
    }

    @Override
    public Columns reread(long[] ids, ColumnNeed need) {
      throw unasked();
    }

    @Override
    public List<Shared> sharing(long[] ids, String property) {
      throw unasked();
    }

    @Override
    public long plant(Set<String> labels, Map<String, Object> properties) {
      throw new UnsupportedOperationException("a rollback makes nothing");
    }

    @Override
    public boolean finds(long id, String property, Object value) {
      throw new UnsupportedOperationException("a rollback looks for nothing");
    }

    @Override
    public Map<Integer, Long> holders(Uniqueness unique, List<List<Object>> values) {
      throw unasked();
    }

    @Override
    public List<Pair> twins(long[] ids, List<String> by) {
      throw new UnsupportedOperationException("a rollback asks for no twins");
    }

    @Override
    public void delete(long[] ids) {
      throw unasked();
    }

    @Override
    public AppliedRange apply(RangeRequest request, List<Step> steps) {
      throw unasked();
    }

    @Override
    public Tally apply(long[] ids, List<Step> steps) {
      throw unasked();
    }

    @Override
    public void commit(Key cursor, String record) {
      throw unasked();
    }

    @Override
    public void close() {}

    private static IllegalStateException unasked() {
      return new IllegalStateException("restoring fetches by id and writes, and nothing else");
    }
  }
}
