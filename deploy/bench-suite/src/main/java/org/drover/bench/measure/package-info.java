/** Contenders in turn, and what came of each turn; no judgement. */
@NullMarked
package org.drover.bench.measure;

import org.jspecify.annotations.NullMarked;
