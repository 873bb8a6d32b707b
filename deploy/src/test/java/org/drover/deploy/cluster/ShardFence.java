package org.drover.deploy.cluster;

import java.util.List;
import org.drover.shared.protocol.MigrationView;

/** The fence of a shard of a migration's first pass, beside what the journal says of it. */
record ShardFence(TestCluster cluster, String migration, int shard) {

  /** Of the shards that run on a member now. */
  static List<ShardFence> of(TestCluster cluster, String migration, TestMember member) {
    MigrationView view = cluster.view(migration);
    return view == null || view.pass() == null
        ? List.of()
        : view.pass().running().stream()
            .filter(shard -> String.valueOf(shard.node()).endsWith(":" + member.port()))
            .map(shard -> new ShardFence(cluster, migration, shard.number()))
            .toList();
  }

  /** How many ranges were finished, by whomever. */
  long sequence() {
    return cluster.number("MATCH (f:DroverFence {id: '%s'}) RETURN f.sequence".formatted(id()));
  }

  /** A range's transaction is open, and the journal knows of all before it. */
  boolean isInTheMiddleOfARange() {
    long open =
        cluster.number(
            "SHOW TRANSACTIONS YIELD metaData WHERE metaData.drover = '%s' AND metaData.epoch IS NOT NULL RETURN count(*)"
                .formatted(id()));
    return open == 1 && new ShardJournal(cluster, migration).ranges(shard) == sequence();
  }

  /** Whether a former owner's log says that the fence refused it. */
  boolean refused(String log) {
    return log.contains("Shard " + id() + " has a successor");
  }

  private String id() {
    return "%s/1/%d".formatted(migration, shard);
  }
}
