package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.ReadRange;
import org.drover.shared.graph.OpenRange.Room;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeRequest.IdList;
import org.drover.shared.graph.RangeRequest.IdSlice;
import org.drover.shared.graph.TooHeavy;
import org.drover.shared.keyspace.Key;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Value;

/** The database weighs a range before it sends it, and ends it where there is no more room. */
@EachLine
class WeighingIT {

  private static final ColumnNeed TEXT = TestRanges.columns("k", "text");
  private static final ColumnNeed EVERYTHING = new ColumnNeed(Set.of(), false, true);

  /** Of which one heavy member takes a half: five thousand characters are 20 kB at most. */
  private static final long ROOM = 41_000;

  private final TestNeo4j neo4j;
  private final TestRanges nodes;

  WeighingIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.nodes = TestRanges.nodes(neo4j).indexed();
  }

  // A hundred light ones, and then twenty of 20 kB each: 400 kB, of which 41 kB have room.
  private void fill() {
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i, text: 'light'})");
    nodes.run(
        "UNWIND range(101, 120) AS i CREATE (:$L {k: i, text: $heavy})",
        "heavy",
        "x".repeat(5_000));
  }

  @Test
  void aSliceOfIdsEndsWhereTheRoomDoes() {
    fill();
    long[] ids = nodes.ids();
    long end = ids[ids.length - 1];
    assertFits(
        from -> new IdSlice(from, end),
        ids[0] - 1,
        LongStream.of(ids).boxed().toList(),
        "visits every id once");
  }

  @Test
  void aListOfIdsEndsWhereTheRoomDoes() {
    fill();
    long[] ids = nodes.ids();
    assertFits(
        from ->
            new IdList(LongStream.of(ids).filter(id -> id > from).toArray(), ids[ids.length - 1]),
        ids[0] - 1,
        LongStream.of(ids).boxed().toList(),
        "visits every id once");
  }

  @Test
  void aSliceOfAnIndexEndsWhereTheRoomDoes() {
    fill();
    assertFits(
        from -> TestRanges.slice(TestRanges.INTEGER, from, 120L, 1_000),
        0,
        LongStream.rangeClosed(1, 120).boxed().toList(),
        "visits every key once");
  }

  private void assertFits(
      LongFunction<RangeRequest> behind, long begin, List<Long> expected, String what) {
    boolean byKey = behind.apply(begin) instanceof RangeRequest.PropertySlice;
    List<Long> visited = new ArrayList<>();
    int ranges = 0;
    long cursor = begin;
    while (visited.size() < expected.size()) {
      ReadRange range = read(behind.apply(cursor), TEXT, ROOM);
      assertThat(range.columns().bytes()).isBetween(1L, ROOM);
      for (int row = 0; row < range.columns().size(); row++) {
        visited.add(
            byKey ? (Long) range.columns().column("k")[row] : (Long) range.columns().ids()[row]);
      }
      cursor = byKey ? (Long) range.to().value() : range.to().id();
      ranges++;
    }
    assertThat(visited).as(what).isEqualTo(expected);
    // The light ones with the first heavy one, and then two at a time.
    assertThat(ranges).isBetween(10, 12);
  }

  @Test
  void aMemberWithoutRoomIsNotSentAndSaysWhatItNeeds() {
    fill();
    IdList heavy = new IdList(LongStream.of(nodes.ids()).skip(110).toArray(), Long.MAX_VALUE);

    TooHeavy refused = catchThrowableOfType(TooHeavy.class, () -> read(heavy, TEXT, 10_000));
    assertThat(refused.bytes()).isBetween(20_000L, 21_000L);
    ReadRange alone = read(heavy, TEXT, refused.bytes());
    assertThat(alone.columns().size()).isEqualTo(1);
    assertThat(alone.to()).isEqualTo(Key.of(alone.columns().ids()[0]));
  }

  @Test
  void thoseThatShareAKeyStayTogether() {
    nodes.run(
        "UNWIND [1, 2, 2, 2, 3] AS i CREATE (:$L {k: i, text: $heavy})",
        "heavy",
        "x".repeat(5_000));
    RangeRequest all = TestRanges.slice(TestRanges.INTEGER, null, 3L, 100);

    assertThat(read(all, TEXT, 70_000).columns().column("k")).containsExactly(1L);
    assertThat(read(all, TEXT, 85_000).columns().column("k")).containsExactly(1L, 2L, 2L, 2L);
    RangeRequest tied = TestRanges.slice(TestRanges.INTEGER, 1L, 3L, 100);
    assertThatThrownBy(() -> read(tied, TEXT, 50_000)).isInstanceOf(TooHeavy.class);
  }

  @Test
  void whatIsReadLaterHasItsRoomToo() {
    fill();
    RangeRequest all = nodes.everything();
    Room once = new Room(ROOM, List.of());
    Room twice = new Room(ROOM, List.of(TEXT));
    assertThat(read(all, TEXT, twice).columns().size())
        .isLessThan(read(all, TEXT, once).columns().size());
    ColumnNeed none = TestRanges.columns();
    assertThat(read(all, none, twice).columns().size())
        .isEqualTo(read(all, TEXT, once).columns().size());
  }

  @Test
  void aSampleFindsThatTheHeavyOnesBeginAndThenEachIsWeighed() {
    fill();
    ReadRange light = read(nodes.everything(), TEXT, new Room(1 << 20, List.of(), 3));
    assertThat(light.columns().size()).as("what fits is sent whole").isEqualTo(120);

    ReadRange cut = read(nodes.everything(), TEXT, new Room(ROOM, List.of(), 3));
    assertThat(cut.columns().ids()).isEqualTo(read(nodes.everything(), TEXT, ROOM).columns().ids());
  }

  @Test
  void whatIsFetchedByItsIdsIsFetchedAsAWholeOrNotAtAll() {
    fill();
    long[] ids = nodes.ids();
    TooHeavy refused =
        catchThrowableOfType(TooHeavy.class, () -> fetch(ids, new Room(ROOM, List.of())));
    assertThat(fetch(ids, new Room(refused.bytes(), List.of())).ids()).isEqualTo(ids);
    TooHeavy later =
        catchThrowableOfType(
            TooHeavy.class, () -> fetch(ids, new Room(refused.bytes(), List.of(TEXT))));
    assertThat(later.bytes()).isBetween(refused.bytes() + 1, 2 * refused.bytes());
    assertThat(fetch(ids, new Room(1L << 40, List.of(), 3)).ids()).isEqualTo(ids);
  }

  @Test
  void aRangeThatMustNotEndEarlierIsReadAsAWholeOrNotAtAll() {
    fill();
    RangeRequest all = nodes.everything();
    try (OpenRange range = nodes.open(nodes.claimed(), true)) {
      Room little = new Room(ROOM, List.of());
      TooHeavy refused =
          catchThrowableOfType(TooHeavy.class, () -> range.readWhole(all, TEXT, little));
      Room enough = new Room(refused.bytes(), List.of());
      assertThat(range.readWhole(all, TEXT, enough).ids()).isEqualTo(nodes.ids());
    }
  }

  private Columns fetch(long[] ids, Room room) {
    try (OpenRange range = nodes.open(nodes.claimed(), true)) {
      return range.fetchWithin(ids, TEXT, room);
    }
  }

  @Test
  void nothingIsWeighedBelowWhatItTakesHere() {
    nodes.run(
        "CREATE (n:$L {i: 1, f: 1.5, b: true, s: 'text', c: '\uD83D\uDE00', d: date('2024-02-29'),"
            + " t: time('12:00Z'), dt: datetime('2024-02-29T12:00[Europe/Berlin]'),"
            + " p: duration('P1M2DT3.5S'), pt: point({x: 1, y: 2, z: 3}), l: [1, 2], e: [],"
            + " lf: [1.5], lb: [true], ls: ['a', 'bc'], ld: [date()], lp: [duration('P1D')],"
            + " y: $bytes})",
        "bytes",
        new byte[1_000]);
    nodes
        .run("MATCH (n:$L) RETURN keys(n)")
        .first()
        .get(0)
        .asList(Value::asString)
        .forEach(key -> assertWeighedInFull(TestRanges.columns(key)));
    assertWeighedInFull(EVERYTHING);
  }

  private void assertWeighedInFull(ColumnNeed need) {
    long here = nodes.read(nodes.everything(), need).columns().bytes();
    TooHeavy refused =
        catchThrowableOfType(TooHeavy.class, () -> read(nodes.everything(), need, here - 1));
    assertThat(refused).as(need.toString()).isNotNull();
    assertThat(refused.bytes()).as(need.toString()).isGreaterThanOrEqualTo(here);
  }

  private ReadRange read(RangeRequest request, ColumnNeed need, long bytes) {
    return read(request, need, new Room(bytes, List.of()));
  }

  private ReadRange read(RangeRequest request, ColumnNeed need, Room room) {
    try (OpenRange range = nodes.open(nodes.claimed(), true)) {
      return range.readWithin(request, need, room);
    }
  }
}
