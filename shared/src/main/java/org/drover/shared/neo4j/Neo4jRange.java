package org.drover.shared.neo4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.TooHeavy;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.neo4j.Neo4jRanges.Open;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** One range's transaction, whose fence is locked and compared; or a survey's, which has none. */
// Not final: the benchmark leaves the fence out, to see what it costs.
class Neo4jRange implements OpenRange {

  private final Database database;
  private final Open open;
  private final Members members;
  private final boolean lock;
  private final @Nullable Ownership ownership;
  private boolean failed;

  Neo4jRange(
      Database database, Open open, Members members, boolean lock, @Nullable Ownership ownership) {
    this.database = database;
    this.open = open;
    this.members = members;
    this.lock = lock;
    this.ownership = ownership;
  }

  @Override
  public ReadRange read(RangeRequest request, ColumnNeed need) {
    return attempt(
        () -> {
          Reading reading = new Reading(need, members);
          Record row = single(Finding.of(request, members, lock), reading.text(), Map.of());
          return new ReadRange(to(row), reading.columns(row));
        });
  }

  @Override
  public ReadRange readWithin(RangeRequest request, ColumnNeed need, Room room) {
    Weighing weighing = Weighing.of(request, need, room, turn());
    if (weighing.isNothing()) {
      return read(request, need);
    }
    Reading reading = new Reading(need, members);
    Finding finding = Finding.of(request, members, lock);
    Record row = weighed(finding, weighing.text(reading), weighing);
    return attempt(() -> new ReadRange(to(row), reading.columns(row)));
  }

  private long turn() {
    return ownership == null ? 0 : ownership.sequence();
  }

  private Record weighed(Finding finding, String end, Weighing weighing) {
    Record row = attempt(() -> single(finding, end, weighing.parameters()));
    Value needed = row.get(Weighing.NEEDED);
    if (!needed.isNull()) {
      throw new TooHeavy(needed.asLong());
    }
    return row;
  }

  @Override
  public Columns reread(long[] ids, ColumnNeed need) {
    return attempt(
        () -> {
          Reading reading = new Reading(need, members);
          return reading.columns(single(Finding.again(ids, members), reading.text(), Map.of()));
        });
  }

  @Override
  public Columns fetch(long[] ids, ColumnNeed need) {
    return attempt(
        () -> {
          Reading reading = new Reading(need, members);
          return reading.columns(
              single(Finding.byIds(ids, members, lock), reading.text(), Map.of()));
        });
  }

  @Override
  public Columns readWhole(RangeRequest request, ColumnNeed need, Room room) {
    Weighing weighing = Weighing.of(request, need, room, turn());
    return weighing.isNothing()
        ? read(request, need).columns()
        : whole(Finding.of(request, members, lock), need, weighing);
  }

  @Override
  public Columns fetchWithin(long[] ids, ColumnNeed need, Room room) {
    Weighing weighing = Weighing.ofAll(need, room, turn());
    return weighing.isNothing()
        ? fetch(ids, need)
        : whole(Finding.byIds(ids, members, lock), need, weighing);
  }

  private Columns whole(Finding finding, ColumnNeed need, Weighing weighing) {
    Reading reading = new Reading(need, members);
    Record row = weighed(finding, weighing.textOfAll(reading), weighing);
    return attempt(() -> reading.columns(row));
  }

  @Override
  public void write(Columns columns) {
    attempt(
        () -> {
          Writing.of(columns, members).forEach(this::write);
          return true;
        });
  }

  @Override
  public AppliedRange apply(RangeRequest request, List<Step> steps) {
    return attempt(
        () -> {
          Pushdown pushdown = new Pushdown(steps);
          return applied(
              single(Finding.of(request, members, lock), pushdown.apply(), pushdown.parameters()));
        });
  }

  @Override
  public Tally apply(long[] ids, List<Step> steps) {
    return attempt(
        () -> {
          Pushdown pushdown = new Pushdown(steps);
          return tally(
              single(Finding.again(ids, members), pushdown.apply(), pushdown.parameters()));
        });
  }

  @Override
  public List<Shared> sharing(long[] ids, String property) {
    String text = new Sharing(members, property).text();
    return sought(text, ids, property, Sharing::of);
  }

  @Override
  public List<Pair> twins(long[] ids, List<String> by) {
    return sought(new Twins(members, by).text(), ids, by.getFirst(), Twins::of);
  }

  @Override
  public Map<Integer, Long> holders(Uniqueness unique, List<List<Object>> values) {
    return attempt(
        () -> Holders.of(unique, members.selection().kind()).find(values, open.transaction()));
  }

  private static Value ids(long[] ids) {
    return Values.parameters("ids", Values.value(ids));
  }

  /** What is looked up by an index, which must be there. */
  private <T> List<T> sought(String text, long[] ids, String property, Function<Record, T> read) {
    return attempt(
        () -> {
          Result result = open.transaction().run(Cypher.PREFIX + text, ids(ids));
          List<T> found = result.list(read);
          requireSought(result, property);
          return found;
        });
  }

  @Override
  public long plant(Set<String> labels, Map<String, Object> properties) {
    String names =
        labels.stream().map(label -> ":" + Cypher.name(label)).collect(Collectors.joining());
    Map<String, Object> values = new HashMap<>();
    properties.forEach((name, value) -> values.put(name, Cells.value(value)));
    return attempt(
        () ->
            open.transaction()
                .run(
                    Cypher.PREFIX + "CREATE (n" + names + ") SET n = $properties RETURN id(n)",
                    Values.parameters("properties", values))
                .single()
                .get(0)
                .asLong());
  }

  @Override
  public boolean finds(long id, String property, Object value) {
    return attempt(
        () -> {
          boolean indexed =
              members.haveALabel()
                  && new Indexes(members.selection())
                      .online(open.transaction()).stream()
                          .anyMatch(index -> index.property().equals(property));
          String match =
              indexed ? members.pattern() + " " + members.hint(property) : members.anything();
          String text =
              ("MATCH " + match + " WHERE " + Cypher.property(property) + " = $value")
                  + " AND id(n) = $id RETURN count(n) > 0";
          return open.transaction()
              .run(Cypher.PREFIX + text, Values.parameters("id", id, "value", Cells.value(value)))
              .single()
              .get(0)
              .asBoolean();
        });
  }

  @Override
  public void delete(long[] ids) {
    attempt(
        () -> {
          open.transaction()
              .run(
                  Cypher.PREFIX + "UNWIND $ids AS i MATCH (n) WHERE id(n) = i DETACH DELETE n",
                  ids(ids))
              .consume();
          return true;
        });
  }

  @Override
  public void commit(Key cursor, String record) {
    if (ownership != null) {
      Ownership owner = ownership;
      attempt(
          () -> {
            Fences.advance(open.transaction(), owner.shard(), owner.sequence() + 1, cursor, record);
            return true;
          });
    }
    failed = true;
    try {
      open.transaction().commit();
    } catch (RuntimeException failure) {
      throw database.failed(failure, Phase.COMMIT, open.what());
    } finally {
      open.patience().close();
    }
  }

  /**
   * What goes wrong while undoing is of no consequence: the database undoes what is not committed.
   */
  @Override
  public void close() {
    try {
      open.close();
    } catch (RuntimeException gone) {
      failed = true;
    }
  }

  private void write(Writing writing) {
    Value met =
        open.transaction()
            .run(Cypher.PREFIX + writing.text(), Values.value(writing.parameters()))
            .single()
            .get("met");
    if (met.asLong() != writing.rows()) {
      throw new GraphException(
          Kind.TRANSIENT,
          "%s: expected to write %d members, found %d; others were deleted meanwhile"
              .formatted(open.what(), writing.rows(), met.asLong()),
          null);
    }
  }

  private Record single(Finding finding, String end, Map<String, Value> more) {
    Map<String, Object> parameters = new HashMap<>(finding.parameters());
    parameters.putAll(more);
    Result result =
        open.transaction().run(Cypher.PREFIX + finding.text() + end, Values.value(parameters));
    Record row = result.single();
    String sought = finding.sought();
    if (sought != null) {
      requireSought(result, sought);
    }
    return row;
  }

  private void requireSought(Result result, String property) {
    new Hints(members.selection()).requireMet(result.consume(), open.transaction(), property);
  }

  private static AppliedRange applied(Record row) {
    return new AppliedRange(to(row), tally(row));
  }

  private static Tally tally(Record row) {
    return new Tally(row.get("visited").asLong(), row.get("changed").asLong());
  }

  private static Key to(Record row) {
    return Key.of(row.get("to").asObject());
  }

  /**
   * A transaction in which anything failed is over; that the database knows too is not relied on.
   */
  private <T> T attempt(Supplier<T> work) {
    if (failed) {
      throw new GraphException(
          Kind.TRANSIENT, open.what() + ": its transaction has already ended", null);
    }
    try {
      return work.get();
    } catch (RuntimeException failure) {
      failed = true;
      throw database.failed(failure, Phase.RANGE, open.what());
    }
  }
}
