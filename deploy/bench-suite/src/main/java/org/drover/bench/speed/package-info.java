/** The main part of the benchmark: every contender at every job, side by side. */
@NullMarked
package org.drover.bench.speed;

import org.jspecify.annotations.NullMarked;
