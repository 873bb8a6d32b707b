/**
 * Transforms of operators' own: what they implement, and how it is found on the class path. The
 * interfaces are a public API; they know nothing of the rest of the program.
 */
@NullMarked
package org.drover.shared.plugin;

import org.jspecify.annotations.NullMarked;
