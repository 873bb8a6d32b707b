package org.drover.shared.spec;

/** How the keyspace of a migration is chosen: by the planner, by id, or by an indexed property. */
public sealed interface KeyChoice {

  /** The planner looks at the label's density and indexes, chooses, and says why. */
  record Auto() implements KeyChoice {}

  /** Ids, in slices where the label is dense and as an id set where it is sparse. */
  record Id() implements KeyChoice {}

  /** A property with a range index or a uniqueness constraint. */
  record Property(String name) implements KeyChoice {}
}
