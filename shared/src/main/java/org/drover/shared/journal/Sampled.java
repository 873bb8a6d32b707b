package org.drover.shared.journal;

import org.jspecify.annotations.Nullable;

/**
 * A part that stands for all.
 *
 * @param percent how large a part of the ids it is; members may lie more densely in it, or less
 * @param members how many there are in all; null if nobody has counted them
 */
public record Sampled(double percent, @Nullable Long members) {}
