package org.drover.shared.specfile;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.drover.shared.spec.Budget;
import org.drover.shared.spec.KeyChoice;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Normalization;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SpecReaderTest {

  private static final String SMALL =
      "migration: m\nselect: {label: A}\ntransform: [{set: {a: 1, b: 2}}]\n";

  @Test
  void theSampleReadsAsWhatItsCommentsSay() {
    Spec expected =
        new Spec(
            "canonical-key-v1",
            "main",
            Selection.nodes("FieldValue"),
            new KeyChoice.Auto(),
            List.of(
                new Step.CanonicalKey(
                    "v1",
                    List.of("value", "field", "row_key", "dump"),
                    Set.of(Normalization.NFC, Normalization.TRIM, Normalization.LOWERCASE),
                    "canonical_key",
                    "canonical_key_version")),
            Strategy.SHADOW,
            Mode.LIVE,
            new Budget(4));

    assertThat(ready(PublishedFiles.sample()).spec()).isEqualTo(expected);
  }

  /**
   * Hashes are stored with migrations: if this one changes, every unfinished migration is refused.
   */
  @Test
  void theHashOfASpecStaysWhatItIs() {
    assertThat(ready(PublishedFiles.sample()).hash())
        .isEqualTo("76128de3dd16813e3f035e7c231a2f7db97ae9a3397dc379f77c02d79c711538");
  }

  @Test
  void aTableTellsAnIntegerFromTheSameDigitsInQuotes() {
    String source =
        """
        migration: m
        select: {label: A}
        transform:
          - map: {property: p, into: q, table: {😀😀: 0, 1: whole, "2": text, true: truth, yes1: t}}
        """;

    Step expected =
        new Step.MapValues(
            "p",
            "q",
            Map.of("😀😀", 0L, 1L, "whole", "2", "text", true, "truth", "yes1", "t"),
            null);
    assertThat(ready(source).spec().transform()).containsExactly(expected);
  }

  @Test
  void commentsWhiteSpaceOrderAndDefaultsMakeNoDifferenceToTheHash() {
    String other =
        """
        # the same, said at length
        transform:
          - set:
              b: 2
              a: 1
        select: {"key": auto, label: 'A'}
        strategy: shadow
        mode: live
        graph: main
        undo: none
        budget: {workers: 4}
        migration: m
        """;

    assertThat(ready(other)).isEqualTo(ready(SMALL));
  }

  @Test
  void whateverChangesTheMigrationChangesTheHash() {
    List<String> others =
        List.of(
            SMALL.replace("m\n", "m2\n"),
            SMALL.replace("label: A", "label: B"),
            SMALL.replace("label: A", "relationship: A"),
            SMALL.replace("label: A", "label: A, key: id"),
            SMALL.replace("label: A", "label: A, key: {property: id}"),
            SMALL.replace("label: A", "label: A, where: n.x = 1"),
            SMALL.replace("a: 1", "a: 1.0"),
            SMALL.replace("a: 1", "a: '1'"),
            SMALL.replace("a: 1", "a: true"),
            SMALL.replace("a: 1", "a: [1]"),
            SMALL.replace("a: 1", "c: 1"),
            SMALL.replace("set", "default"),
            SMALL + "graph: other",
            SMALL + "strategy: in-place",
            SMALL + "mode: offline",
            SMALL + "budget: {workers: 5}",
            SMALL);

    assertThat(others.stream().map(source -> ready(source).hash())).doesNotHaveDuplicates();
  }

  @Test
  void aTextThatIsTooLongIsRefusedUnread() {
    assertThat(SpecReader.read("a: 1 #".repeat(400_000)))
        .isEqualTo(
            new SpecReading.Refused(
                List.of(
                    new SpecError(
                        1, 1, "", "longer than 262144 characters; nothing of it was read"))));
  }

  @Test
  void ofManyErrorsAHundredAreToldAndTheRestCounted() {
    String source = IntStream.range(0, 150).mapToObj(i -> "k" + i + ": 1\n").collect(joining());

    SpecReading.Refused refused = (SpecReading.Refused) SpecReader.read(source);

    assertThat(refused.errors()).hasSize(101);
    assertThat(refused.errors().get(100))
        .isEqualTo(new SpecError(97, 1, "", "and 53 more errors after this line"));
  }

  /** A rename that is as long as a text may be: no check may look at every pair of its names. */
  @Test
  @Timeout(20)
  void theLongestTextIsReadInSeconds() {
    String names =
        IntStream.range(0, 15_000).mapToObj(i -> "a" + i + ": b" + i).collect(joining(", "));
    String source = SMALL.replace("set: {a: 1, b: 2}", "rename: {" + names + "}");

    assertThat(ready(source + "strategy: in-place").spec().transform()).hasSize(1);
    assertThat(SpecReader.read(source.replace("rename", "table")))
        .isInstanceOf(SpecReading.Refused.class);
  }

  /** A password that somebody wrote by mistake must not come back in a message that is logged. */
  @Test
  void noMessageRepeatsWhatStandsInAPlaceOfItsOwn() {
    String source =
        """
        migration: hunter2!
        graph: bolt://u:hunter2@h
        password: hunter2
        select: hunter2
        transform: hunter2
        budget: hunter2
        user: {name: hunter2}
        mode: [hunter2]
        """;

    assertThat(SpecReader.read(source).toString()).doesNotContain("hunter2");
  }

  @Property(tries = 500)
  void noTextAtAllMakesTheReaderThrow(@ForAll String source) {
    assertThat(SpecReader.read(source)).isNotNull();
  }

  @Property(tries = 500)
  void noTextOfYamlsOwnSignsMakesTheReaderThrow(@ForAll("yamlLike") String source) {
    assertThat(SpecReader.read(source)).isNotNull();
  }

  /** A cut and an insertion turn a good spec into nearly good ones, which reach deeper checks. */
  @Property(tries = 500)
  void noDamageToASpecMakesTheReaderThrow(
      @ForAll("yamlLike") String inserted,
      @ForAll @IntRange(max = 1000) int at,
      @ForAll @IntRange(max = 20) int cut) {
    String whole = SPECIMEN;
    int from = at % whole.length();
    int to = Math.min(whole.length(), from + cut);

    assertThat(SpecReader.read(whole.substring(0, from) + inserted + whole.substring(to)))
        .isNotNull();
  }

  @Provide
  Arbitrary<String> yamlLike() {
    return Arbitraries.of(
            "migration",
            "select",
            "label",
            "transform",
            "set",
            "map",
            "table",
            "cypher",
            "a",
            "1",
            "-0.0",
            "1e5",
            "yes",
            ":",
            ": ",
            "- ",
            "\n",
            "\n  ",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\"",
            "'",
            "|",
            ">",
            "&a",
            "*a",
            "!!str ",
            "? ",
            "#",
            "%",
            "---",
            "...",
            "\t",
            "\\",
            "\u0000",
            "\ud800",
            "😀",
            "~",
            "<<",
            "null")
        .list()
        .ofMaxSize(12)
        .map(words -> String.join("", words));
  }

  private static final String SPECIMEN =
      """
      migration: m
      select: {label: A, key: id, where: "n.x = 'a' AND (n.y)"}
      strategy: in-place
      transform:
        - canonical-key: {version: v1, of: [a, b], normalize: [nfc], into: k, version-into: v}
        - map: {property: p, table: {1: a, "2": [1, 2]}, default: 1.5}
        - map: {property: p, table: [{from: 1, to: a}]}
        - rename: {a: b}
        - cypher: |
            SET n.x = 1
      """;

  private static SpecReading.Ready ready(String source) {
    return (SpecReading.Ready) SpecReader.read(source);
  }
}
