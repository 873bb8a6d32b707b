package org.drover.shared.journal;

/**
 * What a declared query returned, and how long it took.
 *
 * @param digest SHA-256 over its rows, in hex; equal for the same rows, and for rows in another
 *     order unless their order counts
 * @param samples how often it was timed
 */
public record QueryResult(
    String name,
    long rows,
    String digest,
    int samples,
    double p50Millis,
    double p95Millis,
    double p99Millis) {}
