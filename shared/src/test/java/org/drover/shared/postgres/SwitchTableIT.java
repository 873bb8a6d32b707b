package org.drover.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.drover.shared.protocol.KillSwitch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SwitchTableIT {

  private static final Instant TEN = Instant.parse("2026-02-03T10:00:00Z");

  private final JournalDatabase journal = TestPostgres.journal(TestPostgres.emptyDatabase());
  private final SwitchTable table = journal.killSwitch();

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void itIsNotThrownBeforeAnybodyThrowsIt() {
    assertThat(table.state()).isEqualTo(KillSwitch.NEVER_THROWN);
  }

  @Test
  void itSaysWhoThrewItFirstUntilItIsTakenBack() {
    table.move(true, "eve", "the site is slow", TEN);
    table.move(true, "ann", "me too", TEN.plusSeconds(1));
    assertThat(table.state()).isEqualTo(new KillSwitch(true, "eve", "the site is slow", TEN));

    table.move(false, "ann", "it was not us", TEN.plusSeconds(2));
    assertThat(table.state())
        .isEqualTo(new KillSwitch(false, "ann", "it was not us", TEN.plusSeconds(2)));
  }

  @Test
  void whoTakesBackWhatIsNotThrownIsNotRemembered() {
    table.move(false, "ann", "to be sure", TEN);
    assertThat(table.state()).isEqualTo(KillSwitch.NEVER_THROWN);
  }
}
