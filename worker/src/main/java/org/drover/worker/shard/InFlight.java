package org.drover.worker.shard;

import org.drover.worker.range.RangeOperation;

/**
 * The range that is in flight.
 *
 * @param nodes how many it may hold
 */
record InFlight(RangeOperation operation, Progress at, int attempt, int nodes) {}
