package org.drover.shared.spec;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What follows by itself.
 *
 * @param reactions to what went wrong; what is not named pauses
 * @param retain how many versions of what is selected stay as they are; null if nothing is retired
 */
public record Aftercare(Map<Trigger, Reaction> reactions, @Nullable Integer retain) {

  /** Where the spec says nothing of it. */
  public static final Aftercare USUAL = new Aftercare(Map.of(), null);

  public Aftercare {
    // To say what is so anyway makes no other spec.
    reactions =
        reactions.entrySet().stream()
            .filter(reaction -> reaction.getValue() != Reaction.PAUSE)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public Reaction to(Trigger trigger) {
    return reactions.getOrDefault(trigger, Reaction.PAUSE);
  }
}
