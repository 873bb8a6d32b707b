/** The hot pieces of the range path, each alone, under JMH. */
@NullMarked
package org.drover.bench.micro;

import org.jspecify.annotations.NullMarked;
