package org.drover.coordinator.metrics;

import java.util.Map;
import org.drover.shared.protocol.MigrationView;

/** Is told how the migrations of a coordinator node stand. Must not block and must not fail. */
public interface CoordinatorMetrics {

  /**
   * How a migration stands now.
   *
   * @param waiting for what its shards wait, each with the number of shards that do
   */
  void stands(MigrationView migration, Map<Reason, Long> waiting);

  /** Whether the kill switch of the cluster is thrown now; each coordinator tells the same. */
  void killSwitch(boolean thrown);

  /** A migration is no longer hosted here: another node tells of it, or nobody needs to. */
  void forget(String migration);
}
