package org.drover.shared.keyspace;

/**
 * What a range, a shard or a pass did.
 *
 * @param visited nodes or relationships that the operation looked at
 * @param changed those among them that it changed, or in a survey would change
 */
public record Tally(long visited, long changed) {

  public static final Tally NONE = new Tally(0, 0);

  public Tally plus(Tally other) {
    return new Tally(visited + other.visited, changed + other.changed);
  }
}
