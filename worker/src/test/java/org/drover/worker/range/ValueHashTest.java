package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two values have the same hash where a constraint of the database takes one for the other. */
class ValueHashTest {

  private final ValueHash hash = new ValueHash();

  @Test
  void wholeNumbersAreTheSameWhateverTheirType() {
    assertThat(hash.of(1.0)).isEqualTo(hash.of(1L)).isNotEqualTo(hash.of("1"));
    assertThat(hash.of(List.of(1.0, 2.0))).isEqualTo(hash.of(List.of(1L, 2L)));
    assertThat(hash.of(9_007_199_254_740_992.0)).isNotEqualTo(hash.of(9_007_199_254_740_993L));
  }

  @Test
  void thereAreTwoZeros() {
    assertThat(hash.of(0.0)).isEqualTo(hash.of(0L)).isNotEqualTo(hash.of(-0.0));
  }

  @Test
  void whatIsNoNumberIsSharedByNobody() {
    assertThat(ValueHash.isShareable(Double.NaN)).isFalse();
    assertThat(ValueHash.isShareable(null)).isFalse();
    assertThat(ValueHash.isShareable("")).isTrue();
  }

  @Test
  void ofSeveralValuesThePlacesCount() {
    assertThat(hash.ofAll(List.of("a", "b"))).isNotEqualTo(hash.ofAll(List.of("b", "a")));
    assertThat(hash.of(List.of("a", "b"))).isNotEqualTo(hash.ofAll(List.of("a", "b")));
  }
}
