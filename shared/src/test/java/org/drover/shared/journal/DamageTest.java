package org.drover.shared.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.Test;

class DamageTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void whatCanBeReplayedIsNotDamaged() {
    assertThat(damage(Stream.of(entry(1), entry(2), entry(3)))).isEmpty();
  }

  @Test
  void anEventThatIsGoneIsNamed() {
    assertThat(damage(Stream.of(entry(1), entry(3))))
        .contains(
            "the journal is damaged: event 2 of shard|keys/1/0 is missing. Restore it from its"
                + " backup, or mend that row; then resume");
  }

  @Test
  void anEventThatIsOutOfPlaceIsNamed() {
    assertThat(damage(Stream.of(entry(1), entry(2), entry(3), entry(4))).orElseThrow())
        .contains("event 4 of shard|keys/1/0 is out of place: three are enough");
  }

  @Test
  void anEventThatCannotBeReadIsToldInTheJournalsWords() {
    Stream<JournalEntry> entries =
        Stream.of(1, 2)
            .map(
                number -> {
                  if (number == 2) {
                    throw new IllegalStateException(
                        "event 2 of it cannot be read", new IllegalArgumentException("no JSON"));
                  }
                  return entry(number);
                });

    assertThat(damage(entries).orElseThrow()).contains("damaged: event 2 of it cannot be read.");
  }

  @Test
  void aJournalThatDoesNotAnswerIsNotDamaged() {
    Stream<JournalEntry> entries =
        Stream.of(1)
            .map(
                number -> {
                  throw new IllegalStateException("the journal is away");
                });

    assertThatThrownBy(() -> damage(entries)).hasMessage("the journal is away");
  }

  private static Optional<String> damage(Stream<JournalEntry> entries) {
    return Damage.in(
        entries,
        0,
        (count, event) -> {
          if (count == 3) {
            throw new IllegalStateException("three are enough");
          }
          return count + 1;
        });
  }

  private static JournalEntry entry(long number) {
    return new JournalEntry("shard|keys/1/0", number, new ShardEvent.Finished(Tally.NONE, NOW));
  }
}
