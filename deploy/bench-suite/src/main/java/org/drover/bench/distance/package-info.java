/** The same job from a distance, by ever more shards at a time. */
@NullMarked
package org.drover.bench.distance;

import org.jspecify.annotations.NullMarked;
