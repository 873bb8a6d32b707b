/**
 * How much a worker node has in flight, and how fast: permits for ranges, by latency, conflicts,
 * rate and memory, within the share that the migration's governor leases to the node. Knows nothing
 * of what a range does.
 */
@NullMarked
package org.drover.worker.pace;

import org.jspecify.annotations.NullMarked;
