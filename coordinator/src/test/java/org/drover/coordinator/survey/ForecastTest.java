package org.drover.coordinator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.drover.shared.spec.Budget;
import org.drover.shared.spec.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A forecast is never shorter than what the spec allows. */
class ForecastTest {

  @Test
  void withoutABoundItIsTwiceWhatTheSurveyTook() {
    assertThat(Forecast.of(budget(null), 1_000, 10.0, 30, 1_000)).isEqualTo(new Forecast(20, null));
  }

  @Test
  void ofASampleItsRangesAreAskedAndWhatFollowsForAll() {
    assertThat(Forecast.of(budget(null), 1_000, null, 30, 2_000))
        .isEqualTo(new Forecast(120, null));
  }

  @Test
  void noMoreNodesASecondThanTheRate() {
    assertThat(Forecast.of(budget(100L), 1_000, null, 1, 50_000))
        .isEqualTo(new Forecast(500, "at no more than 100 nodes a second"));
  }

  // The survey waited for the rate, too: that is no work that a backfill would have twice.
  @Test
  void whatASurveyWaitedForItsRateIsNotCountedTwice() {
    assertThat(Forecast.of(budget(100L), 1_000, 10.0, 1, 1_000).seconds()).isEqualTo(10);
  }

  @Test
  void hoursOutsideTheWindowsAreSaidToBeLeftOut() {
    Budget windowed =
        new Budget(2, null, null, 1, List.of(Window.parse("20:00-06:00 Europe/Berlin")));
    assertThat(Forecast.of(windowed, 1_000, 10.0, 30, 1_000).bound())
        .isEqualTo("the hours outside its windows come on top");
  }

  private static Budget budget(@Nullable Long rate) {
    return new Budget(1, rate, null, 1, List.of());
  }
}
