package org.drover.deploy.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A killed node's shards go on elsewhere within fifteen seconds: the settings as shipped add up to
 * less. How long it takes on real processes is for the cluster tests to say, on machines that do
 * much else besides.
 */
final class FailOverTimesTest {

  private static final Duration PROMISED = Duration.ofSeconds(15);

  /** A migration asks its shards to run once a second. */
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

  /** A claim waits so long for a predecessor's open transaction, and then ends it. */
  private static final Duration FENCE_CLAIMED = Duration.ofSeconds(2);

  private final Config shipped = ConfigFactory.parseResources("cluster.conf");

  @Test
  void theTimesAsShippedAddUpToLessThanWhatIsPromised() {
    String detector = "pekko.cluster.failure-detector.";
    Duration suspected =
        time(detector + "acceptable-heartbeat-pause")
            .plus(time(detector + "heartbeat-interval").multipliedBy(2));
    Duration decided =
        suspected
            .plus(time("pekko.cluster.split-brain-resolver.stable-after"))
            .plus(
                time(
                    "pekko.cluster.split-brain-resolver.lease-majority.acquire-lease-delay-for-minority"));
    Duration leaseFree = time("drover.lease.heartbeat-timeout");
    Duration removed = longer(decided, leaseFree).plus(time("pekko.cluster.down-removal-margin"));
    Duration placed =
        removed
            .plus(time("pekko.cluster.singleton.hand-over-retry-interval"))
            .plus(time("pekko.cluster.sharding.waiting-for-state-timeout"))
            .plus(time("pekko.cluster.sharding.retry-interval"));

    assertThat(placed.plus(ASKED_AGAIN).plus(FENCE_CLAIMED)).isLessThan(PROMISED);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private Duration time(String setting) {
    return shipped.getDuration(setting);
  }
}
