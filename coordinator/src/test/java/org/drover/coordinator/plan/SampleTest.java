package org.drover.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void aPartOfTheLineIsSpreadOverAllOfIt() {
    Sample sample = Sample.ofLine(100, 1_000_099, 2);
    assertThat(sample.percent()).isCloseTo(2, Offset.offset(0.05));
    assertThat(sample.ids().getLongCardinality()).isEqualTo(20_000);
    assertThat(sample.ids().first()).isBetween(100L, 25_100L);
    assertThat(sample.ids().last()).isBetween(975_000L, 1_000_099L);
  }

  @Test
  void aShortLineIsTakenWhole() {
    Sample sample = Sample.ofLine(5, 7_000, 1);
    assertThat(sample).isEqualTo(Sample.ofLine(5, 7_000, 1));
    assertThat(sample.percent()).isEqualTo(100);
    assertThat(sample.ids().getLongCardinality()).isEqualTo(6_996);
  }

  @Test
  void aPartOfListedIdsIsAboutAsLargeAsWasAskedFor() {
    Sample sample =
        Sample.ofEach(each -> LongStream.range(0, 1_000_000).map(i -> i * 977).forEach(each), 1);
    assertThat(sample.percent()).isCloseTo(1, Offset.offset(0.1));
  }
}
