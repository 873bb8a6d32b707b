/**
 * What is done to one range, and how large it may be: the operations of the passes, the cut, the
 * size. Blocking; speaks to the graph only through its port.
 */
package org.drover.worker.range;
