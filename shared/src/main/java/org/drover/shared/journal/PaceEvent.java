package org.drover.shared.journal;

/** Marks the events that change what a migration may use and nothing of where it stands. */
public interface PaceEvent {}
