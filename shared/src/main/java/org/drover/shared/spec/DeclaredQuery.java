package org.drover.shared.spec;

/**
 * A query that must return the same before and after a migration, and as quickly.
 *
 * @param name as findings and reports call it
 * @param cypher reads only
 * @param ordered whether the order of its rows counts
 * @param percent by how much its latency may exceed what it was
 */
public record DeclaredQuery(String name, String cypher, boolean ordered, double percent) {

  /** Where the spec does not say. */
  public static final double PERCENT_DEFAULT = 10;
}
