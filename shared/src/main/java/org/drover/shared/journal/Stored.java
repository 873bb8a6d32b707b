package org.drover.shared.journal;

/** Marks what is kept in the journal as JSON. Every such type has a golden file. */
public interface Stored {}
