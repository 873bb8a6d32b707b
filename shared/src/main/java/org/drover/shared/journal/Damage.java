package org.drover.shared.journal;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What keeps a persistent actor from being replayed, if that lies in its journal. */
public final class Damage {

  private Damage() {}

  /**
   * Replays the events, and says at which of them that ends, and what to do. Empty if it does not
   * end before the last one: then the journal's database was away, or it was something else.
   *
   * @param entries of one persistence id; closed here
   * @param empty the state before the first event
   * @param apply what an event makes of a state; throws if it is out of place there
   */
  public static <S> Optional<String> in(
      Stream<JournalEntry> entries, S empty, BiFunction<S, Stored, S> apply) {
    Replay<S> replay = new Replay<>(empty, apply);
    try (entries) {
      entries.forEach(replay::next);
      return Optional.empty();
    } catch (OutOfPlace damage) {
      return Optional.of(told(String.valueOf(damage.getMessage())));
    } catch (RuntimeException failure) {
      // An event that is no event; a database that does not answer has another cause.
      if (failure.getCause() instanceof IllegalArgumentException) {
        return Optional.of(told(String.valueOf(failure.getMessage())));
      }
      throw failure;
    }
  }

  private static String told(String what) {
    return "the journal is damaged: %s. Restore it from its backup, or mend that row; then resume"
        .formatted(what);
  }

  private static final class OutOfPlace extends RuntimeException {
    OutOfPlace(String message) {
      super(message);
    }
  }

  private static final class Replay<S> {

    private final BiFunction<S, Stored, S> apply;
    private S state;
    private long last;

    Replay(S empty, BiFunction<S, Stored, S> apply) {
      this.state = empty;
      this.apply = apply;
    }

    void next(JournalEntry entry) {
      long number = entry.sequenceNr();
      if (number != last + 1) {
        throw new OutOfPlace(
            "event %d of %s is missing".formatted(last + 1, entry.persistenceId()));
      }
      try {
        state = apply.apply(state, entry.event());
      } catch (IllegalStateException | ClassCastException wrong) {
        throw new OutOfPlace(
            "event %d of %s is out of place: %s"
                .formatted(number, entry.persistenceId(), wrong.getMessage()));
      }
      last = number;
    }
  }
}
