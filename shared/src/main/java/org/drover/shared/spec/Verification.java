package org.drover.shared.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification of a migration is to look at.
 *
 * @param unique properties of which no two members may have the same value
 * @param queries that must return the same before and after; their names differ
 * @param relationships whether there must be as many as before; null where the mode decides: under
 *     live they are the applications' own
 */
public record Verification(
    Level level,
    List<String> unique,
    List<DeclaredQuery> queries,
    @Nullable Boolean relationships) {

  /** What is looked at where the spec does not say. */
  public static final Verification USUAL = new Verification(Level.STANDARD, List.of());

  public Verification {
    unique = List.copyOf(unique);
    queries = List.copyOf(queries);
  }

  /** One that compares no queries, and counts relationships as the mode wants it. */
  public Verification(Level level, List<String> unique) {
    this(level, unique, List.of(), null);
  }

  /** Whether relationships are counted before and after. */
  public boolean countsRelationships(Mode mode) {
    return relationships == null ? mode == Mode.OFFLINE : relationships;
  }
}
