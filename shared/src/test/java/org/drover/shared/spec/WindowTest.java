package org.drover.shared.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

  // 2 January 2026 is a Friday; Berlin is an hour ahead of UTC in winter.
  @ParameterizedTest
  @CsvSource({
    "2026-01-02T18:59:59Z, false",
    "2026-01-02T19:00:00Z, true",
    "2026-01-03T04:59:59Z, true",
    "2026-01-03T05:00:00Z, false",
    "2026-01-03T20:00:00Z, false",
    "2026-01-05T02:00:00Z, false"
  })
  void aWindowPastMidnightBelongsToTheDayOnWhichItBegins(String at, boolean within) {
    Window nights = Window.parse("Mon-Fri 20:00-06:00 Europe/Berlin");

    assertThat(nights.contains(Instant.parse(at))).isEqualTo(within);
  }

  @Test
  void itSaysWhenItBeginsTheNextTime() {
    Window nights = Window.parse("Mon-Fri 20:00-06:00 Europe/Berlin");

    assertThat(nights.nextAfter(Instant.parse("2026-01-02T10:00:00Z")))
        .isEqualTo("2026-01-02T19:00:00Z");
    assertThat(nights.nextAfter(Instant.parse("2026-01-02T20:00:00Z")))
        .isEqualTo("2026-01-05T19:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T18:59:59Z, ",
    "2026-01-02T19:00:00Z, 2026-01-03T05:00:00Z",
    "2026-01-03T04:59:59Z, 2026-01-03T05:00:00Z",
    "2026-01-03T05:00:00Z, ",
    // The second one takes over at nine, and the third from it.
    "2026-01-04T08:30:00Z, 2026-01-04T12:00:00Z"
  })
  void theWindowThatIsOpenClosesWhenNoneTakesOver(String now, @Nullable String closes) {
    List<Window> windows =
        Stream.of(
                "Mon-Fri 20:00-06:00 Europe/Berlin",
                "Sun 08:00-09:00 UTC",
                "Sun 09:00-11:00 UTC",
                "Sun 10:00-12:00 UTC")
            .map(Window::parse)
            .toList();

    assertThat(Window.closing(windows, Instant.parse(now)).map(Instant::toString))
        .isEqualTo(Optional.ofNullable(closes));
  }

  @Test
  void whatIsAlwaysOpenNeverCloses() {
    Instant noon = Instant.parse("2026-01-04T12:00:00Z");

    assertThat(Window.closing(List.of(), noon)).isEmpty();
    assertThat(
            Window.closing(
                List.of(Window.parse("00:00-12:00 UTC"), Window.parse("12:00-00:00 UTC")), noon))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"20:00-06:00 UTC", "Mon 08:00-09:00 UTC", "Mon,Wed,Fri 08:00-09:00 UTC"})
  void itPrintsAsItIsRead(String text) {
    assertThat(Window.parse(text)).hasToString(text);
    assertThat(Window.parse("Sat-Mon 08:00-09:00 UTC")).hasToString("Mon,Sat,Sun 08:00-09:00 UTC");
  }

  @Test
  void whatIsNoWindowIsRefusedWithWhatWasExpected() {
    assertThatThrownBy(() -> Window.parse("at night")).hasMessageContaining("Mon-Fri 20:00-06:00");
  }
}
