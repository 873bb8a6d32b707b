package org.drover.shared.specfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpecReferenceTest {

  private static final String REFERENCE = reference();
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  static List<String> examples() {
    return EXAMPLE.matcher(REFERENCE).results().map(found -> found.group(1)).toList();
  }

  @Test
  void theReferenceShowsAnExampleForEachKindOfStep() {
    assertThat(examples()).hasSizeGreaterThan(8);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleOfTheReferenceReadsWithoutError(String example) {
    String source =
        example.startsWith("- ")
            ? "migration: m\nselect: {label: Person}\nstrategy: in-place\ntransform:\n" + example
            : example;

    assertThat(SpecReader.read(source)).isInstanceOf(SpecReading.Ready.class);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void theReferenceNamesEveryKey(Form form) {
    assertThat(form.keys()).allSatisfy(key -> assertThat(REFERENCE).containsPattern("\\b" + key));
  }

  private static String reference() {
    try {
      return Files.readString(Path.of("../docs/reference/spec.md"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
