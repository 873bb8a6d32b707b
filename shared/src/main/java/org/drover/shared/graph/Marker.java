package org.drover.shared.graph;

import java.time.Instant;

/**
 * What the graph itself says of a migration, in one node, for applications that follow it.
 *
 * @param phase such as {@code backfilling} or {@code cut-over}
 * @param version which version of the data it makes
 * @param since when this phase began
 * @param sequence of the migration's last event; what is older than what the node says is not
 *     written
 */
public record Marker(
    String migration, String phase, String version, Instant since, long sequence) {}
