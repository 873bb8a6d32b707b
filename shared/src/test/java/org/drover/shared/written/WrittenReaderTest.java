package org.drover.shared.written;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenReaderTest {

  @Test
  void everyValueKnowsItsPlace() {
    String source = "a:\n  - 1\n  - \"x\"\nb: {c: true}\n";

    assertThat(read(source))
        .isEqualTo(
            new Written.Mapping(
                new Place(1, 1),
                List.of(
                    entry(
                        1,
                        1,
                        "a",
                        new Written.Listing(
                            new Place(2, 3), List.of(scalar(2, 5, 1L), scalar(3, 5, "x")))),
                    entry(
                        4,
                        1,
                        "b",
                        new Written.Mapping(
                            new Place(4, 4), List.of(entry(4, 5, "c", scalar(4, 8, true))))))));
  }

  @Test
  void aKeyInQuotesIsNotPlainWhateverStandsBeforeIt() {
    assertThat(read("{😀😀😀: 1, \"2\": 2, '3': 3, 4: 4}"))
        .isInstanceOfSatisfying(
            Written.Mapping.class,
            mapping ->
                assertThat(mapping.entries().stream().map(Written.Entry::plain))
                    .containsExactly(true, false, false, true));
  }

  @Test
  void jsonIsReadWithTabsAndItsOwnEscapes() {
    assertThat(read("{\n\t\"a\": \"\\/\\u0041\"\n}"))
        .isEqualTo(
            new Written.Mapping(
                new Place(1, 1),
                List.of(new Written.Entry(new Place(2, 2), "a", false, scalar(2, 7, "/A")))));
  }

  @Test
  void aWordThatYamlsVersionsReadAlikeIsRead() {
    assertThat(read("[~, null, True, -0, 1.5e3, 12:30, 2024-01-01, y, 0o8, 1.2.3, v1]"))
        .isInstanceOfSatisfying(
            Written.Listing.class,
            list ->
                assertThat(list.items().stream().map(WrittenReaderTest::value))
                    .containsExactly(
                        "nothing",
                        "nothing",
                        true,
                        0L,
                        1500.0,
                        "12:30",
                        "2024-01-01",
                        "y",
                        "0o8",
                        "1.2.3",
                        "v1"));
  }

  @Test
  void sixteenLevelsAreReadAndSeventeenAreNot() {
    Problems problems = new Problems();
    WrittenReader.read("[".repeat(16) + "]".repeat(16), problems);
    assertThat(problems.inOrder()).isEmpty();

    WrittenReader.read("[".repeat(17) + "]".repeat(17), problems);
    assertThat(problems.inOrder())
        .containsExactly(
            new Problem(
                new Place(1, 17),
                "[0]".repeat(16),
                "nested deeper than 16 levels (the rest of the text was not checked)"));
  }

  @Test
  void aHundredThousandLevelsAreRefusedLikeSeventeen() {
    Problems problems = new Problems();
    WrittenReader.read("[".repeat(100_000), problems);
    WrittenReader.read("{\"a\":".repeat(100_000), problems);
    assertThat(problems.inOrder()).hasSize(2);
  }

  private static Object value(Written written) {
    return written instanceof Written.Scalar scalar ? scalar.value() : written.kind();
  }

  private static Written read(String source) {
    Problems problems = new Problems();
    Written written = WrittenReader.read(source, problems);
    assertThat(problems.inOrder()).isEmpty();
    return written;
  }

  private static Written.Entry entry(int line, int column, String key, Written value) {
    return new Written.Entry(new Place(line, column), key, true, value);
  }

  private static Written scalar(int line, int column, Object value) {
    return new Written.Scalar(new Place(line, column), value);
  }
}
