package org.drover.coordinator.plan;

/** How much of what is kept for a migration's passes was removed. */
public record Removed(long undoRecords, long idSets) {}
