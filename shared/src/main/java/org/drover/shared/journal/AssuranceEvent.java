package org.drover.shared.journal;

/** Marks the events that say how far a migration can be trusted, wherever it stands. */
public interface AssuranceEvent {}
