package org.drover.shared.journal;

import java.time.Instant;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/**
 * A version of some data that a migration made, as its events tell.
 *
 * @param sequence of the last event that this is told from
 * @param version what the spec calls it
 * @param selection what it is a version of, such as {@code (:Person)} or {@code all nodes}
 * @param strategy of the spec, as it is written there
 * @param status as the marker in the graph says it, or {@code cleaned} or {@code retired}
 * @param tally visited by the last pass that wrote; changed by all of them
 * @param before SHA-256 over all ranges of that pass as they were read; null if none was taken
 * @param after the same as they were written
 * @param validation {@code none}, {@code passed} or {@code failed}; of a part {@code passed for
 *     shards 0, 3}, say
 * @param level of the verification that says so; null before the first
 * @param report where its report is; null before the first
 * @param retain how many versions are to stay when this one is cut over; null if all
 * @param created when the first range could be written
 * @param cutOver when applications could go over to it, the last time; null if they never could
 */
public record VersionEntry(
    String migration,
    long sequence,
    String version,
    String graph,
    String selection,
    String strategy,
    String status,
    Tally tally,
    @Nullable String before,
    @Nullable String after,
    String validation,
    @Nullable String level,
    @Nullable String report,
    @Nullable Integer retain,
    Instant created,
    @Nullable Instant cutOver,
    Instant updated) {}
