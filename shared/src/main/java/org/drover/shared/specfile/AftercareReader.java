package org.drover.shared.specfile;

import java.util.EnumMap;
import java.util.Map;
import org.drover.shared.spec.Aftercare;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;
import org.drover.shared.written.Written;
import org.jspecify.annotations.Nullable;

/** Reads what follows by itself. */
final class AftercareReader {

  static final Map<String, Trigger> TRIGGERS = StepReader.words(Trigger.values());
  static final Map<String, Reaction> REACTIONS = StepReader.words(Reaction.values());
  static final int RETAIN_MAX = 1_000;

  private AftercareReader() {}

  static Aftercare read(Fields spec) {
    Map<Trigger, Reaction> reactions = new EnumMap<>(Trigger.class);
    spec.find("on")
        .ifPresent(
            spot -> {
              Fields fields = Fields.open(spot, Form.ON);
              TRIGGERS.forEach(
                  (word, trigger) ->
                      fields
                          .find(word)
                          .ifPresent(
                              value -> reactions.put(trigger, value.word("reaction", REACTIONS))));
            });
    @Nullable Integer retain = spec.find("retain").map(AftercareReader::retain).orElse(null);
    return new Aftercare(reactions, retain);
  }

  private static Integer retain(Spot spot) {
    if (spot.written() instanceof Written.Scalar scalar && scalar.value() instanceof Long count) {
      if (count >= 1 && count <= RETAIN_MAX) {
        return count.intValue();
      }
      spot.refuse("expected 1 to " + RETAIN_MAX + " versions, found " + count);
    } else {
      spot.mismatch("an integer from 1 to " + RETAIN_MAX);
    }
    return 1;
  }
}
