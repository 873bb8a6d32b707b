/** How long a killed worker's shard stands still, by the length of its journal. */
@NullMarked
package org.drover.bench.recovery;

import org.jspecify.annotations.NullMarked;
