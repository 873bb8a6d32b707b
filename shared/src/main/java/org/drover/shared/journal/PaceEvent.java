package org.drover.shared.journal;

/** Marks the events that change the pace of a migration and nothing of where it stands. */
public interface PaceEvent {}
