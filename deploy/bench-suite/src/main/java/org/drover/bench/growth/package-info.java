/** The same job at growing sizes: speed must stay, and so must the memory of a worker. */
@NullMarked
package org.drover.bench.growth;

import org.jspecify.annotations.NullMarked;
