package org.drover.coordinator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.journal.MigrationEvent.PassStarted;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.ShardId;
import org.junit.jupiter.api.Test;

/**
 * The keys of a survey are read once, whoever asks for its report, as soon as they are all there.
 */
class SharersTest {

  private final Keys keys = new Keys();
  private final Sharers sharers = new Sharers(keys);

  @Test
  void whatIsAtItsEndIsReadOnce() {
    for (int asked = 0; asked < 3; asked++) {
      assertThat(sharers.remembered("m", survey(1), 2).shared().get("key"))
          .satisfies(found -> assertThat(found.surplus().toArray()).containsExactly(2));
    }
    assertThat(keys.read).isEqualTo(1);
    sharers.remembered("m", survey(2), 2);
    sharers.remembered("other", survey(1), 2);
    assertThat(keys.read).isEqualTo(3);
  }

  @Test
  void whatStillRunsIsReadAnew() {
    sharers.of("m", 1, 2);
    sharers.of("m", 1, 2);
    assertThat(keys.read).isEqualTo(2);
  }

  private static PassStarted survey(int pass) {
    return new PassStarted(pass, PassKind.SURVEY, "ids", 2, List.of(), null, Instant.EPOCH);
  }

  private static final class Keys implements ForeseenKeys {
    private int read;

    @Override
    public void store(ShardId shard, long sequence, List<Part> parts, List<Bids> bids) {
      throw new UnsupportedOperationException("a report stores nothing");
    }

    @Override
    public void each(String migration, int pass, Consumer<Part> consumer) {
      read++;
      consumer.accept(new Part("key", new long[] {1, 2}, new long[] {7, 7}));
    }

    @Override
    public void eachBids(String migration, int pass, Consumer<Bids> consumer) {}

    @Override
    public long remove(String migration) {
      throw new UnsupportedOperationException("a report removes nothing");
    }
  }
}
