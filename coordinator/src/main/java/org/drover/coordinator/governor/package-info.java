/**
 * Moves the pace of a migration within its budget: signals in, a pace and leases for worker nodes
 * out, each with its reason. Knows nothing of shards and their keys.
 */
@NullMarked
package org.drover.coordinator.governor;

import org.jspecify.annotations.NullMarked;
