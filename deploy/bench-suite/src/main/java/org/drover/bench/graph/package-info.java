/** The scratch graph that the jobs run on: how it is filled, counted, put back and settled. */
@NullMarked
package org.drover.bench.graph;

import org.jspecify.annotations.NullMarked;
