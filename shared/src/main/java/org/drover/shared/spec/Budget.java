package org.drover.shared.spec;

/**
 * What a migration may use.
 *
 * @param workers how many shards run at a time in the whole cluster; at least 1
 */
public record Budget(int workers) {}
