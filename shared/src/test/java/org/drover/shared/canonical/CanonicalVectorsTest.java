package org.drover.shared.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalVectorsTest {

  static List<Vector> vectors() throws IOException {
    return Vector.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyPublishedVectorIsReproduced(Vector vector) {
    KeyHash hash = vector.filled();

    assertThat(HexFormat.of().formatHex(hash.encoding())).isEqualTo(vector.encoding());
    assertThat(hash.finish()).isEqualTo(vector.key());
  }

  @Test
  void thereAreEnoughVectorsToTrust() throws IOException {
    assertThat(vectors()).hasSizeGreaterThanOrEqualTo(40);
  }
}
