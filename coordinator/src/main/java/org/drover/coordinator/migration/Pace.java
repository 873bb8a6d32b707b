package org.drover.coordinator.migration;

import java.time.InstantSource;
import org.drover.coordinator.governor.Leases;
import org.drover.coordinator.governor.Terms;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.MigrationRequest.LeaseWanted;
import org.drover.shared.protocol.Waiting;
import org.drover.shared.spec.Budget;

/** What a migration's worker nodes may use at the moment. */
final class Pace {

  /** How long a range should take, unless an order says otherwise. */
  private static final long RANGE_MILLIS = 1_000;

  private static final Terms NOTHING =
      new Terms(0, null, null, RANGE_MILLIS, Waiting.on("stopped", "the migration does not run"));

  private final Leases leases;
  private final InstantSource clock;

  Pace(String migration, InstantSource clock) {
    this.leases = new Leases(migration);
    this.clock = clock;
  }

  Lease lease(MigrationState state, LeaseWanted wanted) {
    return leases.give(wanted, terms(state), clock.millis());
  }

  private static Terms terms(MigrationState state) {
    if (!(state instanceof Running running)) {
      return NOTHING;
    }
    Budget budget = running.submission().spec().budget();
    return new Terms(1, budget.nodesPerSecond(), budget.memoryBytes(), RANGE_MILLIS, null);
  }
}
