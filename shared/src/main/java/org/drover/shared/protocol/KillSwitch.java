package org.drover.shared.protocol;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How the kill switch of a cluster stands.
 *
 * @param thrown whether nothing may run
 * @param author who moved it last; null if nobody ever did
 * @param at when that was
 */
public record KillSwitch(
    boolean thrown, @Nullable String author, @Nullable String why, @Nullable Instant at) {

  /** As it is delivered. */
  public static final KillSwitch NEVER_THROWN = new KillSwitch(false, null, null, null);

  /** Who threw it, when and why, and what takes it back, in a sentence; it must be thrown. */
  public String told() {
    Instant since = at == null ? Instant.EPOCH : at.truncatedTo(ChronoUnit.SECONDS);
    return "the kill switch is thrown: %s did so at %s (%s). 'drover go-on' takes it back"
        .formatted(author, since, why);
  }
}
