package org.drover.shared.keyspace;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The ordered set of keys that a shard's ranges walk through. The short names are storage format.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Keyspace.Ids.class, name = "ids"),
  @JsonSubTypes.Type(value = Keyspace.IdSet.class, name = "id-set"),
  @JsonSubTypes.Type(value = Keyspace.Property.class, name = "property")
})
public sealed interface Keyspace {

  /** Whether keys of both lie on one line: a pass has one of ids, and one of a property. */
  default boolean isLineOf(Keyspace other) {
    return switch (this) {
      case Ids ids -> other instanceof Ids;
      case IdSet set -> other instanceof IdSet;
      case Property property -> property.equals(other);
    };
  }

  /**
   * The id line itself, for a dense label; holes are normal.
   *
   * @param density how many of a hundred thousand consecutive ids are of the selection, about; at
   *     least 1
   */
  record Ids(int density) implements Keyspace {

    /** Among so many ids there are {@code density} of the selection. */
    public static final double UNIT = 100_000;
  }

  /** Ids listed at planning and kept in the journal database under the set's name. */
  record IdSet(String set) implements Keyspace {}

  /** The values of a property with a range index. */
  record Property(String name, Type type) implements Keyspace {

    /** The one type of value that this keyspace visits; others are visited as an id set. */
    public enum Type {
      STRING,
      INTEGER
    }
  }
}
