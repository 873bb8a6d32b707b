package org.drover.shared.keyspace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A position in a keyspace: a node's or relationship's id, or the value of an indexed property. The
 * database alone knows the order of property keys; here they are only compared for equality.
 *
 * @param value a Long or a String
 */
public record Key(@JsonValue Object value) {

  public Key {
    if (value instanceof Integer whole) {
      value = whole.longValue();
    }
    if (!(value instanceof Long) && !(value instanceof String)) {
      throw new IllegalArgumentException(
          "a key is a whole number or a string, found " + value.getClass().getSimpleName());
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Key of(Object value) {
    return new Key(value);
  }

  /** The id that this key is; a bug if it is a string. */
  public long id() {
    return (Long) value;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
