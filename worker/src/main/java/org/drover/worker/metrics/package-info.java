/** What a worker node counts, and where it counts it. It does not know who reads the numbers. */
package org.drover.worker.metrics;
