/** A keyspace of which one shard has grown to half of all nodes since it was planned. */
@NullMarked
package org.drover.bench.skew;

import org.jspecify.annotations.NullMarked;
