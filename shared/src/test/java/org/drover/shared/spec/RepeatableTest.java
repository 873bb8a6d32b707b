package org.drover.shared.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{canonical-key: {version: v1, of: [a, b], into: key, version-into: kv}}",
        "{row-hash: {version: v1, into: hash}}",
        "{copy: {a: b}}, {canonical-key: {version: v1, of: [b], into: key}}",
        "{cast: {property: a, to: integer, into: n}}",
        "{add-label: Done}, {set: {v: 1}}, {default: {w: 2}}",
        "{canonical-key: {version: v1, of: [a], into: k}}, {row-hash: {version: v1, into: h}}",
      })
  void whatOnlyAddsMayRunAgain(String steps) {
    assertThat(Repeatable.against(spec("shadow", steps))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{cast: {property: a, to: integer}}",
        "{rename: {a: b}}",
        "{remove: [a]}, {remove-label: Old}",
        "{retype: {from: A, to: B, defaults: {x: 1}}}",
        "{into-map: {of: [a, b], into: m}}, {canonical-key: {version: v1, of: [m], into: k}}",
        "{from-map: {of: m, into: [a, b]}}",
        "{java: {transform: t, of: [a], into: [b], repeatable: true}}",
        "{into-map: {of: [a], into: m, keep: true}}, {from-map: {of: n, into: [b], keep: true}}",
        "{rename: {a: b}}, {label-by: {property: b, labels: {x: X}}}",
      })
  void soMayWhatFindsNothingLeftToDo(String steps) {
    assertThat(Repeatable.against(spec("in-place", steps))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{cypher: 'SET n.visits = n.visits + 1'}",
        "{map: {property: a, table: {1: 2, 2: 3}}}",
        "{copy: {a: b}}, {copy: {c: a}}",
        "{set: {a: 1}}, {rename: {a: b}}",
        "{row-hash: {version: v1, into: h}}, {set: {a: 1}}",
        "{label-by: {property: a, labels: {x: X}}}, {remove: [a]}",
        "{canonical-key: {version: v1, of: [a], into: k}}, {into-map: {of: [a], into: m}}",
        "{into-map: {of: [a], into: m, keep: true}}, {remove: [a]}",
        "{java: {transform: t, of: [a], into: [b]}}",
        "{java: {transform: t, of: [a], into: [a], repeatable: true}}",
        "{from-map: {of: m, into: [a], keep: true}}, {from-map: {of: m, into: [b]}}",
      })
  void whatWouldGoOnFromItsOwnResultMayNot(String steps) {
    assertThat(Repeatable.against(spec("in-place", steps))).isNotEmpty();
  }

  @Test
  void aHashThatLeavesOutWhatLaterStepsWriteMayRunAgain() {
    String steps = "{row-hash: {version: v1, except: [a], into: h}}, {set: {a: 1}}";
    assertThat(Repeatable.against(spec("in-place", steps))).isEmpty();
  }

  private static Spec spec(String strategy, String steps) {
    String text =
        "migration: m\nselect: {label: Person}\nstrategy: %s\ntransform: [%s]\n"
            .formatted(strategy, steps);
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }
}
