package org.drover.deploy.metrics;

import java.util.Locale;
import kamon.Kamon;
import kamon.metric.MeasurementUnit;
import kamon.metric.Metric;
import kamon.tag.TagSet;
import org.drover.shared.graph.GraphException;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.worker.metrics.WorkerMetrics;

/** Counts ranges, nodes, checkpoints and failures. */
final class KamonWorkerMetrics implements WorkerMetrics {

  private final Metric.Histogram duration =
      Kamon.histogram(
          "drover.migration.range.duration",
          "How long a committed range took",
          MeasurementUnit.time().nanoseconds());
  private final Metric.Counter visited =
      Kamon.counter("drover.migration.nodes.visited", "Members that committed ranges looked at");
  private final Metric.Counter migrated =
      Kamon.counter("drover.migration.nodes.migrated", "Members that committed ranges changed");
  private final Metric.Counter bytes =
      Kamon.counter(
          "drover.migration.read",
          "Bytes of the columns that committed ranges read, about",
          MeasurementUnit.information().bytes());
  private final Metric.Counter checkpoints =
      Kamon.counter(
          "drover.migration.checkpoint.writes", "Times that a shard's fence was moved on");
  private final Metric.Counter quarantined =
      Kamon.counter(
          "drover.migration.quarantined", "Members that committed ranges put into quarantine");
  private final Metric.Counter retries =
      Kamon.counter("drover.migration.retries", "Ranges that were not committed, by why");

  @Override
  public void finished(ShardId shard, Finished range) {
    TagSet tags = TagSet.of("migration", shard.migration());
    duration.withTags(tags).record(range.nanos());
    visited.withTags(tags).increment(range.tally().visited());
    bytes.withTags(tags).increment(range.bytes());
  }

  @Override
  public void checkpoint(ShardId shard, Tally range) {
    TagSet tags = TagSet.of("migration", shard.migration());
    migrated.withTags(tags).increment(range.changed());
    checkpoints.withTags(tags).increment();
  }

  /** Also where none are: a counter that begins at zero shows the first one. */
  @Override
  public void quarantined(ShardId shard, long members) {
    quarantined.withTags(TagSet.of("migration", shard.migration())).increment(members);
  }

  @Override
  public void failed(ShardId shard, GraphException.Kind kind) {
    retries
        .withTags(
            TagSet.of("migration", shard.migration())
                .withTag("kind", kind.name().toLowerCase(Locale.ROOT)))
        .increment();
  }
}
