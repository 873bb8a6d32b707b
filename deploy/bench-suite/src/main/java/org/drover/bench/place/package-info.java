/**
 * Where a benchmark runs: a database of its own or somebody's, a journal, a cluster of Drover in
 * processes of its own, and what these processes use of the machine.
 */
@NullMarked
package org.drover.bench.place;

import org.jspecify.annotations.NullMarked;
