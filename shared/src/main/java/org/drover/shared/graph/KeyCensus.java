package org.drover.shared.graph;

/**
 * How the values of a key property are spread over types.
 *
 * @param strings members whose value is a string
 * @param integers members whose value is an integer
 * @param others members whose value has any other type
 * @param missing members without the property
 */
public record KeyCensus(long strings, long integers, long others, long missing) {}
