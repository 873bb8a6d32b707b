/** The ways to do a job: Drover, those that people use instead of it, and the physical limit. */
@NullMarked
package org.drover.bench.contender;

import org.jspecify.annotations.NullMarked;
