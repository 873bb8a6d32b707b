package org.drover.coordinator.governor;

import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * What all worker nodes together may use now.
 *
 * @param pace 0 to 1
 * @param nodesPerSecond in the whole cluster, at full pace; null if there is no bound
 * @param memoryBytes on each worker node; null if there is no bound
 * @param rangeMillis how long a range should take
 * @param guarded whether guards or windows may make the pace another at any moment
 * @param why what holds the pace below 1; null if nothing does
 */
public record Terms(
    double pace,
    @Nullable Long nodesPerSecond,
    @Nullable Long memoryBytes,
    long rangeMillis,
    boolean guarded,
    @Nullable Waiting why) {}
