package org.drover.shared.keyspace;

/**
 * One shard as planned: the unit of placement.
 *
 * @param number 0, 1, 2 … within the pass
 * @param expected how many nodes it holds, about
 */
public record ShardPlan(int number, Keyspace keyspace, Slice slice, long expected) {

  /** Whether it visits the keys of the same keyspace between the same ends. */
  public boolean isOf(ShardPlan other) {
    return keyspace.isLineOf(other.keyspace) && slice.equals(other.slice);
  }

  /** The same under another number. */
  public ShardPlan numbered(int other) {
    return new ShardPlan(other, keyspace, slice, expected);
  }

  /** The same with an earlier end. */
  public ShardPlan narrowed(Key to, long nodes) {
    return new ShardPlan(number, keyspace, new Slice(slice.from(), to), nodes);
  }
}
