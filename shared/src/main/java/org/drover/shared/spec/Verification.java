package org.drover.shared.spec;

import java.util.List;

/**
 * What a verification of a migration is to look at.
 *
 * @param unique properties of which no two members may have the same value
 */
public record Verification(Level level, List<String> unique) {

  /** What is looked at where the spec does not say. */
  public static final Verification USUAL = new Verification(Level.STANDARD, List.of());

  public Verification {
    unique = List.copyOf(unique);
  }
}
