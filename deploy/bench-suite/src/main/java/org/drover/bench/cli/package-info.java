/** The command {@code deploy/bench}: what it is told, and what it prints. */
@NullMarked
package org.drover.bench.cli;

import org.jspecify.annotations.NullMarked;
