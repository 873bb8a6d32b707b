package org.drover.shared.written;

/**
 * One thing that is wrong with a text.
 *
 * @param path where it is in the tree, such as {@code transform[0].set}; empty for the whole
 */
public record Problem(Place place, String path, String message) {}
