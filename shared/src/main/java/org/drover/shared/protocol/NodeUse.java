package org.drover.shared.protocol;

/**
 * How a worker node used what it was given, since it last said so.
 *
 * @param shards that work there or wait to
 * @param waiting those among them that are held back
 * @param inFlight transactions now
 * @param inFlightMax so many at most, as latency and conflicts allow
 * @param bytesInFlight that ranges in flight were given, and hold at most
 * @param bytesPeak the most that it ever was
 * @param finished ranges
 * @param conflicts ranges that ended in a conflict, or for lack of memory, and are tried again
 * @param errors ranges that failed in another way
 */
public record NodeUse(
    int shards,
    int waiting,
    int inFlight,
    int inFlightMax,
    long bytesInFlight,
    long bytesPeak,
    long finished,
    long conflicts,
    long errors) {}
