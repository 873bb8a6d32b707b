package org.drover.coordinator.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A gauge and a governor beside a foreground of 250 requests a second, in a {@link
 * PretendDatabase}: five minutes, then twenty seconds in which others make everything three and a
 * half times as slow, all the time or for five seconds and then by a tenth, then two minutes more.
 */
class PaceSimulationTest {

  private static final double TICK_SECONDS = ProbeGauge.EVERY_MILLIS / 1_000.0;
  private static final int REQUESTS_A_TICK = 5;
  private static final int WINDOW_SECONDS = 10;
  private static final int RUSH_AT = 300;
  private static final int RUSH_SECONDS = 20;
  private static final int END = RUSH_AT + RUSH_SECONDS + 120;
  private static final double OTHERS = 2.5;
  private static final double PERCENTILE = 0.95;
  private static final double TOLERANCE = 1.10;

  /** One transaction in flight makes a request by an eighth, or by a twentieth slower. */
  private static final List<Double> SLOWER = List.of(0.12, 0.05);

  /** Database and backfill on two processors: whoever meets a range takes five times as long. */
  private static final double MUCH_SLOWER = 4;

  private static final int SEEDS = 20;

  private static final List<Course> COURSES = courses(SLOWER, OTHERS);

  private static List<Course> courses(List<Double> all, double rest) {
    return all.stream()
        .flatMap(
            slower ->
                LongStream.range(0, SEEDS)
                    .mapToObj(seed -> new Simulation(seed, slower, rest).run()))
        .toList();
  }

  // In the model a foreground alone is within the tolerance always, and beside a pace that stands
  // still at 12 % in 94 of a hundred windows.
  @Test
  void nearlyAllWindowsStayWithinTheTolerance() {
    assertThat(mean(COURSES.stream().mapToDouble(Course::within))).isGreaterThan(0.95);
    assertThat(COURSES).allMatch(course -> course.within() > 0.75);
    assertThat(mean(COURSES.stream().mapToDouble(Course::mean))).isGreaterThan(0.07);
  }

  // At a pace of 1 % none did: that is a transaction in flight for 4 % of the time.
  @Test
  void whereARangeIsFeltByAllMostWindowsDo() {
    List<Course> courses = courses(List.of(MUCH_SLOWER), OTHERS);
    assertThat(mean(courses.stream().mapToDouble(Course::within))).isGreaterThan(0.5);
    assertThat(courses).allMatch(course -> atMost(course.halvedAfter(), 5));
  }

  @Test
  void aRushIsGivenWayToWithinFiveSeconds() {
    assertThat(COURSES).allMatch(course -> atMost(course.halvedAfter(), 5));
  }

  @Test
  void whenItIsOverThePaceComesBackWithinHalfAMinute() {
    assertThat(COURSES).allMatch(course -> atMost(course.backAfter(), 30));
  }

  // What is just at the threshold for a while is by chance beyond it again and again, and looks
  // like a pace that is too much.
  @Test
  void afterARushThatEndsSlowlyItMostlyComesBackAsSoon() {
    List<Course> courses = courses(SLOWER, 0.1);
    long soon = courses.stream().filter(course -> atMost(course.backAfter(), 30)).count();
    assertThat(soon).isGreaterThanOrEqualTo(courses.size() * 80L / 100);
  }

  private static boolean atMost(@Nullable Integer seconds, int most) {
    return seconds != null && seconds <= most;
  }

  private static double mean(DoubleStream values) {
    return values.average().orElseThrow();
  }

  /**
   * What came of it.
   *
   * @param within the share of ten-second windows without the rush within the tolerance
   * @param mean of the pace before the rush
   * @param halvedAfter seconds of the rush until the pace was half of what it was
   * @param backAfter seconds from the end of the rush until it was four fifths of what it was
   */
  private record Course(
      double within, double mean, @Nullable Integer halvedAfter, @Nullable Integer backAfter) {}

  private static final class Simulation {

    private final PretendDatabase database;
    private final ProbeGauge gauge = new ProbeGauge("probe 1", null);
    private final Governor governor = new Governor(Governor.START);
    private final List<Double> paces = new ArrayList<>();
    private final List<Double> window = new ArrayList<>();
    private final double rest;
    private double millis;

    Simulation(long seed, double slower, double rest) {
      this.rest = rest;
      database = new PretendDatabase(seed, slower);
    }

    Course run() {
      double limit = TOLERANCE * alone();
      int windows = 0;
      int within = 0;
      for (int second = 0; second < END; second++) {
        boolean rush = second >= RUSH_AT && second < RUSH_AT + RUSH_SECONDS;
        database.othersAdd(rush ? second < RUSH_AT + 5 ? OTHERS : rest : 0);
        second(governor.pace(), true);
        look();
        paces.add(governor.pace());
        if (second % WINDOW_SECONDS == WINDOW_SECONDS - 1) {
          windows += rush ? 0 : 1;
          within += !rush && p95() <= limit ? 1 : 0;
          window.clear();
        }
      }
      return course((double) within / windows);
    }

    /** A minute without a backfill, of which the gauge sees the end. */
    private double alone() {
      for (int second = 0; second < 60; second++) {
        second(0, second * 1_000L >= 59_000 - ProbeGauge.BASELINE_MILLIS);
      }
      assertThat(gauge.measure((long) millis)).isPresent();
      double p95 = p95();
      window.clear();
      return p95;
    }

    private void second(double pace, boolean watched) {
      for (double passed = 0; passed < 1; passed += TICK_SECONDS) {
        database.pass(TICK_SECONDS, pace);
        millis += TICK_SECONDS * 1_000;
        if (watched) {
          gauge.took((long) millis, database.millis());
        }
        for (int request = 0; request < REQUESTS_A_TICK; request++) {
          window.add(database.millis());
        }
      }
    }

    private void look() {
      @Nullable Reading reading = gauge.read((long) millis, 100 * (TOLERANCE - 1));
      governor.step(reading == null ? List.of() : List.of(reading), 1);
    }

    private double p95() {
      double[] sorted = window.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted[(int) (PERCENTILE * sorted.length)];
    }

    private Course course(double within) {
      double mean = mean(0, RUSH_AT);
      double before = mean(RUSH_AT - WINDOW_SECONDS, RUSH_AT);
      Integer halved = first(RUSH_AT, 0, Math.max(Governor.LOW, before / 2));
      Integer back = first(RUSH_AT + RUSH_SECONDS, 0.8 * before, 1);
      return new Course(within, mean, halved, back);
    }

    private double mean(int from, int to) {
      return paces.subList(from, to).stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private @Nullable Integer first(int from, double low, double high) {
      for (int second = from; second < END; second++) {
        if (paces.get(second) >= low && paces.get(second) <= high) {
          return second - from + 1;
        }
      }
      return null;
    }
  }
}
