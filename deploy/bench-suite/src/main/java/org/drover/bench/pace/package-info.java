/**
 * What others feel while a backfill runs: a foreground workload in a process of its own, beside
 * Drover without and with a guard, and beside a peer.
 */
@NullMarked
package org.drover.bench.pace;

import org.jspecify.annotations.NullMarked;
