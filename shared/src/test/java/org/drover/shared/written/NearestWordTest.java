package org.drover.shared.written;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {

  private static final List<String> WORDS =
      List.of("canonical-key", "row-hash", "set", "integer", "copy", "label");

  @ParameterizedTest
  @CsvSource({
    "canonical_key, canonical-key",
    "CanonicalKey, canonical-key",
    "rwo-hash, row-hash",
    "sets, set",
    "int, integer",
    "cpoy, copy",
    "lable, label"
  })
  void theWordThatWasMeantIsFound(String written, String meant) {
    assertThat(NearestWord.to(written, WORDS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"elephant", "x", "''", "in"})
  void aWordThatIsLikeNoneIsLeftAlone(String written) {
    assertThat(NearestWord.to(written, WORDS)).isEmpty();
  }
}
