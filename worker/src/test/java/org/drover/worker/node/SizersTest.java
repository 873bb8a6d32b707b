package org.drover.worker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.drover.shared.keyspace.ShardId;
import org.drover.worker.range.RangeSizer;
import org.junit.jupiter.api.Test;

class SizersTest {

  private final Sizers sizers = new Sizers(2);

  @Test
  void allShardsOfAPassShareOneAndPassesDoNot() {
    assertThat(of(1, 0)).isSameAs(of(1, 7)).isNotSameAs(of(2, 0));
  }

  @Test
  void thePassThatWasNotAskedForLongestIsForgotten() {
    RangeSizer first = of(1, 0);
    RangeSizer second = of(2, 0);
    assertThat(of(1, 0)).isSameAs(first);
    of(3, 0);
    assertThat(of(1, 0)).isSameAs(first);
    assertThat(of(2, 0)).isNotSameAs(second);
  }

  private RangeSizer of(int pass, int shard) {
    return sizers.of(
        new ShardId("m", pass, shard), () -> new RangeSizer(Duration.ofSeconds(1), 10_000));
  }
}
