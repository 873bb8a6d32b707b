package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

/** Passes that run transforms of operators' own. */
class TransformVersionsTest extends MigrationScene {

  private static final Map<String, String> VERSIONS = Map.of("phone-numbers", "1.2");

  @Test
  void theVersionsOfAPlanAreJournaledAndToldToItsShards() {
    cluster.plannedBy(VERSIONS);
    submit(SPEC, true);

    viewed.awaitAssert(
        () ->
            assertThat(Objects.requireNonNull(cluster.lastRun()).options())
                .isEqualTo(PassOptions.NONE.by(VERSIONS)));
    assertThat(events().stream().filter(MigrationEvent.PassStarted.class::isInstance))
        .extracting(event -> ((MigrationEvent.PassStarted) event).options())
        .containsExactly(PassOptions.NONE.by(VERSIONS));
  }

  // An order may arrive twice; the second time its pass is under way by its plan.
  @Test
  void theSameOrderIsKnownAgainWhateverItWasPlannedWith() {
    backfilled();
    cluster.plannedBy(VERSIONS);
    ask(PassKind.VERIFY);
    awaitAskedToRun(0, 1);
    ask(PassKind.VERIFY);
    shardsEnd(2, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);

    assertThat(events().stream().filter(MigrationEvent.PassRequested.class::isInstance)).hasSize(1);
  }
}
