package org.drover.shared.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.drover.shared.keyspace.Key;
import org.junit.jupiter.api.Test;

class SliceLeftTest {

  // It says only where the slice ends now: of its two narrowings the last one is known.
  @Test
  void anOlderNodesMessageIsRead() throws Exception {
    SliceLeft left =
        new ObjectMapper().readValue("{\"cursor\":5,\"to\":10,\"narrowed\":2}", SliceLeft.class);

    assertThat(left).isEqualTo(new SliceLeft(Key.of(5), Key.of(10), 2, List.of(Key.of(10))));
    assertThat(left.endBehind(1)).isEqualTo(Key.of(10));
  }

  @Test
  void eachNarrowingHasItsEnd() {
    SliceLeft left =
        new SliceLeft(Key.of(5), Key.of(10), 3, List.of(Key.of(30), Key.of(20), Key.of(10)));

    assertThat(left.endBehind(0)).isEqualTo(Key.of(30));
    assertThat(left.endBehind(1)).isEqualTo(Key.of(20));
    assertThat(left.endBehind(2)).isEqualTo(Key.of(10));
  }

  @Test
  void whatWasNeverNarrowedHasNoEnds() {
    assertThat(new SliceLeft(null, Key.of("m"), 0).ends()).isEmpty();
  }
}
