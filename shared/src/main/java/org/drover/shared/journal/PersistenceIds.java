package org.drover.shared.journal;

import org.drover.shared.keyspace.ShardId;

/** The names under which migrations and shards are journaled. They are storage format. */
public final class PersistenceIds {

  /** The kind of entity, before the bar. */
  public static final String MIGRATION = "migration";

  /** The kind of entity, before the bar. */
  public static final String SHARD = "shard";

  private PersistenceIds() {}

  public static String of(String migration) {
    return MIGRATION + "|" + migration;
  }

  public static String of(ShardId shard) {
    return SHARD + "|" + shard;
  }

  /** What the ids of all shards of a migration begin with. */
  public static String shardsOf(String migration) {
    return SHARD + "|" + migration + "/";
  }

  /** What the ids of all shards of a pass begin with. */
  public static String shardsOf(String migration, int pass) {
    return shardsOf(migration) + pass + "/";
  }

  /**
   * The id without its kind of entity: a migration's id, or what {@link ShardId#parse} reads.
   *
   * @throws IllegalArgumentException if the id is of another kind
   */
  public static String entity(String kind, String persistenceId) {
    if (!persistenceId.startsWith(kind + "|")) {
      throw new IllegalArgumentException(
          "expected the persistence id of a %s, found '%s'".formatted(kind, persistenceId));
    }
    return persistenceId.substring(kind.length() + 1);
  }
}
