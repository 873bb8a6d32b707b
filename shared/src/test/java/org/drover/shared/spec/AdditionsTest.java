package org.drover.shared.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be taken away again without loss, and what looks at what. */
class AdditionsTest {

  @Test
  void everyNewNameCanBeTakenAwayAgain() {
    Additions additions =
        Additions.of(
            spec(
                "shadow",
                "A",
                "{canonical-key: {version: v1, of: [a], into: key, version-into: kv}},"
                    + " {copy: {a: b}}, {cast: {property: a, to: integer, into: n}},"
                    + " {into-map: {of: [a, c], into: m}}, {from-map: {of: d, into: [u, v]}},"
                    + " {add-label: V1}"));

    assertThat(additions.properties()).containsExactly("b", "key", "kv", "m", "n", "u", "v");
    assertThat(additions.labels()).containsExactly("V1");
    assertThat(additions.others()).isEmpty();
  }

  @Test
  void everyLabelThatAValueMayChooseGoes() {
    Spec spec =
        spec(
            "label",
            "A",
            "{label-by: {property: p, labels: {x: X, y: Y, z: Y}, otherwise: {label: O}}}");

    assertThat(Additions.of(spec).labels()).containsExactly("O", "X", "Y");
    assertThat(spec.labelsThatMustBeAbsent()).containsExactlyInAnyOrder("O", "X", "Y");
    assertThat(Inverse.of(spec))
        .containsExactly(
            new Step.RemoveLabel("O"), new Step.RemoveLabel("X"), new Step.RemoveLabel("Y"));
  }

  @Test
  void whatMayHaveBeenThereBeforeStaysAndIsSaid() {
    Additions additions = Additions.of(spec("shadow", "A", "{default: {w: 2}}, {copy: {a: b}}"));

    assertThat(additions.properties()).containsExactly("b");
    assertThat(additions.others()).containsExactly("w, which it wrote only where it was missing");
  }

  // Without the label of now the member would be of no kind at all.
  @Test
  void aLabelThatStandsForAnotherStays() {
    Additions additions =
        Additions.of(spec("label", "A", "{retype: {from: Old, to: New}}, {add-label: V1}"));

    assertThat(additions.labels()).containsExactly("V1");
    assertThat(additions.others())
        .containsExactly("what stands for the label Old that it took away");
  }

  @Test
  void whatWasWrittenOverSomethingStays() {
    Additions additions = Additions.of(spec("in-place", "A", "{copy: {a: b}}, {add-label: V1}"));

    assertThat(additions.labels()).isEmpty();
    assertThat(additions.properties()).isEmpty();
    assertThat(additions.others()).singleElement().asString().contains("in-place");
  }

  @Test
  void nothingGoesWhereItsMembersWouldNotBeFound() {
    Spec gone = spec("label", "A", "{add-label: V1}, {remove-label: A}");
    Spec narrowed = spec("label", "A, where: 'NOT n:V1'", "{add-label: V1}");

    assertThat(Additions.of(gone).labels()).isEmpty();
    assertThat(Additions.of(narrowed).labels()).isEmpty();
    assertThat(Additions.of(narrowed).others()).singleElement().asString().contains("'where'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "canonical-key: {version: v1, of: [p], into: k}",
        "row-hash: {version: v1, into: k}",
        "copy: {p: k}",
        "cast: {property: p, to: integer, into: k}",
        "map: {property: p, into: k, table: {x: y}}",
        "label-by: {property: p, labels: {x: X}}",
        "into-map: {of: [p], into: k}",
        "from-map: {of: p, into: [k]}",
        "java: {transform: t, of: [p], into: [k]}",
      })
  void aStepReadsItsSource(String step) {
    assertThat(Reads.property(spec("shadow", "A", "{" + step + "}"), "p")).isTrue();
    assertThat(Reads.property(spec("shadow", "A", "{" + step + "}"), "k")).isFalse();
  }

  @Test
  void whatARowHashLeavesOutItDoesNotRead() {
    Spec spec = spec("shadow", "A", "{row-hash: {version: v1, except: [p], into: k}}");

    assertThat(Reads.property(spec, "p")).isFalse();
    assertThat(Reads.property(spec, "q")).isTrue();
  }

  @Test
  void whatIsSelectedIsReadByLabelAndCondition() {
    Spec spec = spec("shadow", "A, where: 'n.p = 1 AND n:B'", "{copy: {a: b}}");

    assertThat(Reads.label(spec, "A")).isTrue();
    assertThat(Reads.label(spec, "B")).isTrue();
    assertThat(Reads.property(spec, "p")).isTrue();
    assertThat(Reads.label(spec, "C")).isFalse();
    assertThat(Reads.property(spec, "p1")).isFalse();
  }

  @Test
  void aDeclaredQueryReadsWhatItNames() {
    Spec spec =
        spec(
            "shadow",
            "A",
            "{copy: {a: b}}",
            "verify: {queries: ['MATCH (n:V1) RETURN count(n.`old key`)'], unique: [u]}");

    assertThat(Reads.label(spec, "V1")).isTrue();
    assertThat(Reads.property(spec, "old key")).isTrue();
    assertThat(Reads.property(spec, "u")).isTrue();
    assertThat(Reads.property(spec, "b")).isFalse();
  }

  private static Spec spec(String strategy, String select, String steps) {
    return spec(strategy, select, steps, "graph: main");
  }

  private static Spec spec(String strategy, String select, String steps, String more) {
    String text =
        "{migration: m, select: {label: %s}, strategy: %s, transform: [%s], %s}"
            .formatted(select, strategy, steps, more);
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }
}
