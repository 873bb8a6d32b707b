package org.drover.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardCountTest {

  @ParameterizedTest
  @CsvSource({
    "1,              8,    1", // never none
    "50000,          8,    2", // not below 20,000 members each
    "117000,         4,    4", // as many for each worker
    "500000,         4,    4", // several only of 100,000 members each
    "1000000,        4,    8", // two for each worker
    "5000000,        4,   12", // three at most
    "10000000000,    8, 1024", // never more
    "100000000,      8,  100", // a million members each
  })
  void fitsMembersAndWorkers(long members, int workers, int expected) {
    assertThat(ShardCount.of(members, workers)).isEqualTo(expected);
  }
}
