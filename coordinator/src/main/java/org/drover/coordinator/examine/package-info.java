/**
 * Looks at a graph as a whole before and after a pass, for what no single range can see. Blocking;
 * speaks to the graph only through its port.
 */
@NullMarked
package org.drover.coordinator.examine;

import org.jspecify.annotations.NullMarked;
