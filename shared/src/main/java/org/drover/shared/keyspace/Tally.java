package org.drover.shared.keyspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

/**
 * What a range, a shard or a pass did.
 *
 * @param visited nodes or relationships that the operation looked at
 * @param changed those among them that it changed, or in a survey would change
 * @param setAside those among them that it could not do as it should, and reported
 * @param duplicates those among them that it left alone, since another one is the same
 */
public record Tally(
    long visited,
    long changed,
    @JsonInclude(Include.NON_DEFAULT) long setAside,
    @JsonInclude(Include.NON_DEFAULT) long duplicates) {

  public static final Tally NONE = new Tally(0, 0);

  /** One that set nothing aside. */
  public Tally(long visited, long changed) {
    this(visited, changed, 0);
  }

  /** One that met no duplicates. */
  public Tally(long visited, long changed, long setAside) {
    this(visited, changed, setAside, 0);
  }

  public Tally plus(Tally other) {
    return new Tally(
        visited + other.visited,
        changed + other.changed,
        setAside + other.setAside,
        duplicates + other.duplicates);
  }

  /** As a person reads it in a proof or a log. */
  @Override
  public String toString() {
    String done = visited + " visited, " + changed + " changed";
    String left = setAside == 0 ? done : done + ", " + setAside + " set aside";
    return duplicates == 0 ? left : left + ", " + duplicates + " duplicates";
  }
}
