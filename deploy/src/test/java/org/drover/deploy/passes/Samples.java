package org.drover.deploy.passes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.drover.deploy.passes.Sample.Link;
import org.drover.deploy.passes.Sample.Member;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Undo;

/** Small graphs of every kind of value, and what is to be done to them. */
final class Samples {

  /** A label without an index. */
  static final String PLAIN = "Plain";

  /** A label with a range index on {@link #CODE} and unique values of {@link #KEY}. */
  static final String KEYED = "Keyed näme";

  /** A label that steps add, and that some have already. */
  static final String ADDED = "Added";

  static final String CODE = "code";
  static final String KEY = "key";
  static final String TARGET = "target";
  static final List<String> SOURCES = List.of("a", "b`c ü", CODE);
  private static final List<String> ALL = List.of("a", "b`c ü", CODE, KEY, TARGET);

  private static final List<String> VALUES =
      List.of(
          "1",
          "2",
          "'1'",
          "'x'",
          "''",
          "' x '",
          "'e\u0301'",
          "'\u00e9'",
          "'\ud83e\udd84'",
          "'true'",
          "'{\"target\": [1.5], \"z\": {\"$date\": \"2020-02-29\"}}'",
          "true",
          "false",
          "1.5",
          "-0.0",
          "1.0",
          "9007199254740993",
          "0.0/0.0",
          "[]",
          "['x', 'y']",
          "[1, 2]",
          "[1.0]",
          "'2020-02-29'",
          "date('2020-02-29')",
          "time('12:00+01:00')",
          "datetime('2020-02-29T12:00:00[Europe/Berlin]')",
          "localdatetime('2020-02-29T12:00:00')",
          "duration('P1M2DT3S')",
          "point({x: 1.0, y: -2.0})");

  private Samples() {}

  static Arbitrary<Sample> all() {
    return Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(Selection.nodes(PLAIN))),
            Tuple.of(3, Arbitraries.just(Selection.nodes(KEYED))),
            Tuple.of(2, Arbitraries.just(Selection.allNodes())),
            Tuple.of(1, Arbitraries.just(Selection.relationships(Sample.TYPE))),
            Tuple.of(1, Arbitraries.just(Selection.allRelationships())))
        .flatMap(Samples::over);
  }

  /** Not often a graph that has already what a step is to make: that refuses many specs. */
  private static Arbitrary<Sample> over(Selection selection) {
    Arbitrary<List<String>> names =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(SOURCES)), Tuple.of(2, Arbitraries.just(ALL)));
    return names.flatMap(
        some ->
            Combinators.combine(
                    members(some).list().ofMaxSize(12),
                    links(some).list().ofMaxSize(6),
                    SpecSamples.over(selection),
                    rhythms())
                .as(
                    (members, links, spec, rhythm) ->
                        new Sample(keyed(members, spec), joined(links, spec), spec, rhythm)));
  }

  /** Nodes of which no two share a key that a constraint keeps apart. */
  private static List<Member> keyed(List<Member> members, Spec spec) {
    Set<String> taken = new HashSet<>();
    return members.stream()
        .map(
            one -> {
              boolean moves = movesKeys(spec) && isVisited(one, spec.selection());
              return one.labels().contains(KEYED)
                  ? new Member(one.labels(), apart(one.properties(), taken, moves), one.hole())
                  : one;
            })
        .toList();
  }

  private static boolean isVisited(Member member, Selection selection) {
    return switch (selection.kind()) {
      case NODE -> selection.isWhole() || member.labels().contains(selection.common());
      case RELATIONSHIP -> false;
    };
  }

  /** Relationships of which no two share a key. */
  private static List<Link> joined(List<Link> links, Spec spec) {
    Set<String> taken = new HashSet<>();
    boolean moves = movesKeys(spec) && spec.selection().kind() == Selection.Kind.RELATIONSHIP;
    return links.stream()
        .map(one -> new Link(one.from(), one.to(), apart(one.properties(), taken, moves)))
        .toList();
  }

  /**
   * Whether keys may be given up that another member gets. A rollback puts members back in the
   * order in which they were visited, and the constraint refuses the first one.
   */
  private static boolean movesKeys(Spec spec) {
    return spec.undo() == Undo.KEEP && spec.written().contains(KEY);
  }

  private static Map<String, String> apart(
      Map<String, String> properties, Set<String> taken, boolean without) {
    String key = properties.get(KEY);
    if (key == null || (!without && taken.add(key.equals("1.0") ? "1" : key))) {
      return properties;
    }
    Map<String, String> others = new HashMap<>(properties);
    others.remove(KEY);
    return others;
  }

  private static Arbitrary<Member> members(List<String> names) {
    Arbitrary<Set<String>> labels =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(Set.of(PLAIN))),
            Tuple.of(4, Arbitraries.just(Set.of(KEYED))),
            Tuple.of(4, Arbitraries.just(Set.of(PLAIN, KEYED))),
            Tuple.of(1, Arbitraries.of(Set.of(ADDED, PLAIN, KEYED), Set.of("Other"), Set.of())));
    return Combinators.combine(labels, properties(names), Arbitraries.integers().between(0, 3))
        .as(Member::new);
  }

  private static Arbitrary<Link> links(List<String> names) {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 11);
    return Combinators.combine(places, places, properties(names)).as(Link::new);
  }

  private static Arbitrary<Map<String, String>> properties(List<String> names) {
    return Arbitraries.maps(Arbitraries.of(names), Arbitraries.of(VALUES));
  }

  private static Arbitrary<Rhythm> rhythms() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 7).list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of(false, false, true).list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.integers().between(0, 4))
        .as(Rhythm::new);
  }
}
