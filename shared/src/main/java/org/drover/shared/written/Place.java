package org.drover.shared.written;

/** Where something stands in a text; line and column count from 1. */
public record Place(int line, int column) {}
