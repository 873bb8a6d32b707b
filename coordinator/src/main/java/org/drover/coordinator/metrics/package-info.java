/**
 * What a coordinator node tells about the migrations that it hosts. It does not know who reads the
 * numbers.
 */
package org.drover.coordinator.metrics;
