package org.drover.shared.keyspace;

/**
 * Which shard of which pass of which migration.
 *
 * @param pass 1, 2, 3 … within the migration
 * @param number 0, 1, 2 … within the pass
 */
public record ShardId(String migration, int pass, int number) {

  /** The inverse of {@link #toString}. */
  public static ShardId parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "a shard's id is migration/pass/number, found '" + text + "'");
    }
    return new ShardId(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  @Override
  public String toString() {
    return migration + "/" + pass + "/" + number;
  }
}
