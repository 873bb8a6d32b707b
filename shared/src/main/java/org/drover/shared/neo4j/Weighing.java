package org.drover.shared.neo4j;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drover.shared.graph.OpenRange.Room;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.transform.ColumnNeed;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * The end of a statement that reads no more than there is room for: it weighs the columns before
 * they are sent, and if they are too heavy leaves members out, from the end, and sets {@code to} to
 * the last key that is left. So nothing heavier ever leaves the database, whatever weighed how much
 * before.
 *
 * <p>Columns are read once and weighed as lists: all of them, or of so many members one where that
 * will do. Only where they are too heavy is each member weighed, until the room is used up, and
 * what is left read again.
 *
 * @param first what is read
 * @param later weight of what is read later of one member, as an expression; empty if nothing is
 * @param key of a member
 * @param sampled whether some members stand for all
 */
record Weighing(
    ColumnNeed first, String later, String key, boolean sampled, Map<String, Value> parameters) {

  /** The bytes that it takes to read anything, if that is more than there is room for. */
  static final String NEEDED = "needed";

  private static final String ID = "id(n)";

  private static final int BYTES_OF_ID = 8;

  /** Its name and its place in a map. */
  private static final int BYTES_OF_ENTRY = 48;

  /**
   * At least as heavy as the columns here make it. The database counts characters, of which some
   * take four bytes; what has no length takes as much as a number. What is looked for first is
   * text, since that is most of what is heavy.
   */
  private static final String OF_A_VALUE =
      "coalesce(64 + 4 * size(toStringOrNull(v)), CASE WHEN v IS NULL THEN 8"
          + " WHEN v IS :: LIST<STRING NOT NULL> NOT NULL"
          + " THEN 32 + reduce(w = 0, e IN v | w + 64 + 4 * size(e))"
          + " WHEN v IS :: LIST<ANY> NOT NULL THEN 32 + 32 * size(v) ELSE 32 END)";

  /**
   * @param turn a number that changes from range to range, so that a sample takes other places
   */
  static Weighing of(RangeRequest request, ColumnNeed need, Room room, long turn) {
    String key =
        switch (request) {
          case RangeRequest.IdSlice ids -> ID;
          case RangeRequest.IdList ids -> ID;
          case RangeRequest.PropertySlice slice -> Cypher.property(slice.keyspace().name());
        };
    return of(key, need, room, turn);
  }

  /** The same of members that are read together or not at all. */
  static Weighing ofAll(ColumnNeed need, Room room, long turn) {
    return of(ID, need, room, turn);
  }

  private static Weighing of(String key, ColumnNeed need, Room room, long turn) {
    String later =
        room.later().stream().flatMap(Weighing::ofAMember).collect(Collectors.joining(" + "));
    Map<String, Value> parameters =
        Map.of(
            "room",
            Values.value(room.bytes()),
            "oneIn",
            Values.value(room.oneIn()),
            "offset",
            Values.value(Math.floorMod(turn, room.oneIn())));
    return new Weighing(need, later, key, room.oneIn() > 1, parameters);
  }

  boolean isNothing() {
    return ofAMember().isEmpty();
  }

  private String ofAMember() {
    return Stream.concat(ofAMember(first), Stream.of(later).filter(text -> !text.isEmpty()))
        .collect(Collectors.joining(" + "));
  }

  /** Of one member, which is called {@code n}. */
  private static Stream<String> ofAMember(ColumnNeed need) {
    String columns =
        need.properties().stream().sorted().map(Cypher::property).collect(Collectors.joining(", "));
    Stream<String> some =
        columns.isEmpty() ? Stream.of() : Stream.of(BYTES_OF_ID + " + " + sum("[" + columns + "]"));
    return need.allProperties()
        ? Stream.concat(some, Stream.of(BYTES_OF_ID + " + " + ofAMap("properties(n)")))
        : some;
  }

  private static String ofAMap(String map) {
    return "reduce(p = 0, m IN [%s] | p + %d * size(keys(m)) + %s)"
        .formatted(map, BYTES_OF_ENTRY, sum("[k IN keys(m) | m[k]]"));
  }

  private static String sum(String values) {
    return "reduce(b = 0, v IN " + values + " | b + " + OF_A_VALUE + ")";
  }

  /** Of all columns, once they are lists. */
  private String ofAll(Iterable<String> names) {
    StringBuilder some = new StringBuilder("0");
    for (String name : names) {
      if (name.equals(Reading.ALL)) {
        some.append(" + reduce(a = 0, row IN " + some(name) + " | a + " + ofAMap("row") + ")");
      } else if (!name.equals(Reading.LABELS)) {
        some.append(" + ").append(sum(some(name)));
      }
    }
    if (!later.isEmpty()) {
      some.append(" + reduce(l = 0, n IN " + some("ns") + " | l + " + later + ")");
    }
    return 2 * BYTES_OF_ID + " * size(ns) + " + (sampled ? "$oneIn * " : "") + "(" + some + ")";
  }

  /** Those of a list that are weighed. */
  private String some(String list) {
    return sampled
        ? "[i IN range($offset, size(" + list + ") - 1, $oneIn) | " + list + "[i]]"
        : list;
  }

  /**
   * Those that share a key stay together. They need not be neighbours any more: another writer may
   * have changed a key between finding and locking. So what is left is what has a lower key than
   * all that is left out.
   */
  String text(Reading reading) {
    Map<String, String> lists = reading.of("ns");
    Map<String, String> left = reading.of("light");
    String names = names(lists);
    return String.join(
        "\n",
        readOnce(lists),
        "WITH to, ns" + names + ", " + ofAll(lists.keySet()) + " <= $room AS whole",
        "WITH to, ns" + names + ", whole, CASE WHEN whole THEN null ELSE",
        "  reduce(s = [0, 0], n IN ns | CASE WHEN s[1] > $room THEN s ELSE",
        "  [s[0] + 1, s[1] + " + ofAMember() + "] END) END AS s",
        "WITH to, ns" + names + ", CASE WHEN whole THEN null",
        "  WHEN s[1] > $room THEN s[0] - 1 ELSE s[0] END AS fit",
        "WITH to, ns" + names + ", fit, CASE WHEN fit IS NULL THEN null ELSE",
        "  " + reduced("ns[fit..]", "<") + " END AS beyond",
        "WITH to, ns" + names + ", beyond, CASE WHEN beyond IS NULL THEN ns",
        "  ELSE [n IN ns[..fit] WHERE " + key + " < beyond] END AS light",
        "RETURN CASE WHEN beyond IS NULL THEN to ELSE " + reduced("light", ">") + " END AS to,",
        "  [n IN light | id(n)] AS ids,",
        "  CASE WHEN beyond IS NOT NULL AND size(light) = 0 THEN reduce(b = 0, n IN",
        "  [n IN ns WHERE " + key + " = beyond] | b + " + ofAMember() + ") END AS " + NEEDED,
        lists.keySet().stream()
            .map(
                name ->
                    ", CASE WHEN beyond IS NULL THEN %s ELSE %s END AS %s"
                        .formatted(name, left.get(name), name))
            .collect(Collectors.joining("\n")));
  }

  /** All of them, or how much they take. */
  String textOfAll(Reading reading) {
    Map<String, String> lists = reading.of("ns");
    String names = names(lists);
    return String.join(
        "\n",
        readOnce(lists),
        "WITH to, ns" + names + ", " + ofAll(lists.keySet()) + " AS weight",
        "RETURN to, CASE WHEN weight > $room THEN weight END AS " + NEEDED + ",",
        "  [n IN ns WHERE weight <= $room | id(n)] AS ids",
        lists.keySet().stream()
            .map(name -> ", CASE WHEN weight <= $room THEN %1$s END AS %1$s".formatted(name))
            .collect(Collectors.joining("\n")));
  }

  /** Each list is made once, and weighed and returned by its name. */
  private static String readOnce(Map<String, String> lists) {
    return lists.entrySet().stream()
        .map(list -> ", " + list.getValue() + " AS " + list.getKey())
        .collect(Collectors.joining("", "WITH to, ns", ""));
  }

  private static String names(Map<String, String> lists) {
    return lists.keySet().stream().map(name -> ", " + name).collect(Collectors.joining());
  }

  private String reduced(String members, String order) {
    return "reduce(k = null, n IN %s | CASE WHEN k IS NULL OR %s %s k THEN %s ELSE k END)"
        .formatted(members, key, order, key);
  }
}
