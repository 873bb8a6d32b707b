package org.drover.coordinator.access;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param name the token's; null where no tokens are in use
 */
public record Caller(@Nullable String name, Role role) {

  /** Whom the journal names: the token's name, and only without one what the caller says. */
  public @Nullable String author(@Nullable String claimed) {
    return name != null ? name : claimed;
  }
}
