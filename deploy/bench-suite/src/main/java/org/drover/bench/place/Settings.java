package org.drover.bench.place;

import java.nio.file.Path;
import org.drover.bench.graph.ScratchGraph;
import org.drover.sandbox.Neo4jServer.Line;
import org.jspecify.annotations.Nullable;

/**
 * What is measured and where.
 *
 * @param nodes of the scratch label
 * @param warmUps rounds that do not count, before those that do
 * @param threads transactions at a time, of every contender that can be told
 * @param workers Drover's {@code budget.workers}: one more, for a shard that computes uses none of
 *     the database
 * @param line the release of Neo4j that is started, unless there is an address
 * @param remote a database of somebody's; null to start one
 * @param folder for databases, logs and configuration
 * @param home where the benchmark was built: jars beside {@code lib}
 * @param heap and pageCache of the database that is started, as for {@code -Xmx}
 */
public record Settings(
    long nodes,
    int warmUps,
    int rounds,
    int threads,
    int workers,
    Line line,
    ScratchGraph.@Nullable Address remote,
    Path folder,
    Path home,
    String heap,
    String pageCache) {

  public static final String LABEL = "DroverBench";
}
