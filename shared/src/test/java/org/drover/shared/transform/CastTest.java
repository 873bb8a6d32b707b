package org.drover.shared.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.drover.shared.spec.ValueType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CastTest {

  private static final LocalDateTime NOON = LocalDateTime.of(2026, 1, 31, 12, 0);

  static List<Arguments> conversions() {
    return List.of(
        arguments("12", ValueType.INTEGER, 12L),
        arguments("+12", ValueType.INTEGER, 12L),
        arguments("-0012", ValueType.INTEGER, -12L),
        arguments("9223372036854775807", ValueType.INTEGER, Long.MAX_VALUE),
        arguments("-9223372036854775808", ValueType.INTEGER, Long.MIN_VALUE),
        arguments(3.0, ValueType.INTEGER, 3L),
        arguments(-0.0, ValueType.INTEGER, 0L),
        arguments(-0x1p63, ValueType.INTEGER, Long.MIN_VALUE),
        arguments("1.5", ValueType.FLOAT, 1.5),
        arguments("-.5e3", ValueType.FLOAT, -500.0),
        arguments("7", ValueType.FLOAT, 7.0),
        arguments("NaN", ValueType.FLOAT, Double.NaN),
        arguments("-Infinity", ValueType.FLOAT, Double.NEGATIVE_INFINITY),
        arguments(1L << 60, ValueType.FLOAT, 0x1p60),
        arguments(5L, ValueType.STRING, "5"),
        arguments(0.1, ValueType.STRING, "0.1"),
        arguments(true, ValueType.STRING, "true"),
        arguments(NOON.toLocalDate(), ValueType.STRING, "2026-01-31"),
        arguments(NOON.toLocalTime(), ValueType.STRING, "12:00:00"),
        arguments(OffsetTime.of(LocalTime.NOON, ZoneOffset.UTC), ValueType.STRING, "12:00:00Z"),
        arguments(NOON, ValueType.STRING, "2026-01-31T12:00:00"),
        arguments(
            NOON.atZone(ZoneId.of("Europe/Berlin")),
            ValueType.STRING,
            "2026-01-31T12:00:00+01:00[Europe/Berlin]"),
        arguments("true", ValueType.BOOLEAN, true),
        arguments("false", ValueType.BOOLEAN, false),
        arguments("2026-01-31", ValueType.DATE, LocalDate.of(2026, 1, 31)),
        arguments(NOON.toLocalDate().atStartOfDay(), ValueType.DATE, NOON.toLocalDate()),
        arguments("2026-01-31T12:00:00Z", ValueType.DATETIME, NOON.atZone(ZoneOffset.UTC)),
        arguments(NOON.atOffset(ZoneOffset.UTC), ValueType.DATETIME, NOON.atZone(ZoneOffset.UTC)),
        arguments(
            "2026-01-31T12:00:00+01:00[Europe/Berlin]",
            ValueType.DATETIME,
            ZonedDateTime.of(NOON, ZoneId.of("Europe/Berlin"))));
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void whatLosesNothingIsConverted(Object value, ValueType type, Object expected) {
    assertThat(Cast.convert(value, type)).isEqualTo(expected);
  }

  static List<Arguments> refusals() {
    return List.of(
        arguments("", ValueType.INTEGER),
        arguments(" 12", ValueType.INTEGER),
        arguments("12.0", ValueType.INTEGER),
        arguments("1_000", ValueType.INTEGER),
        arguments("١٢", ValueType.INTEGER),
        arguments("9223372036854775808", ValueType.INTEGER),
        arguments(3.5, ValueType.INTEGER),
        arguments(0x1p63, ValueType.INTEGER),
        arguments(Double.NaN, ValueType.INTEGER),
        arguments(true, ValueType.INTEGER),
        arguments("1e999", ValueType.FLOAT),
        arguments("1.5f", ValueType.FLOAT),
        arguments("0x1p3", ValueType.FLOAT),
        arguments(".", ValueType.FLOAT),
        arguments((1L << 53) + 1, ValueType.FLOAT),
        arguments(Long.MAX_VALUE, ValueType.FLOAT),
        arguments(List.of("a"), ValueType.STRING),
        arguments("TRUE", ValueType.BOOLEAN),
        arguments("yes", ValueType.BOOLEAN),
        arguments(1L, ValueType.BOOLEAN),
        arguments("2026-02-29", ValueType.DATE),
        arguments("31.01.2026", ValueType.DATE),
        arguments(NOON, ValueType.DATE),
        arguments("2026-01-31T12:00:00", ValueType.DATETIME),
        arguments(NOON, ValueType.DATETIME),
        arguments(0L, ValueType.DATETIME));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatWouldBeGuessedOrRoundedIsNot(Object value, ValueType type) {
    assertThat(Cast.convert(value, type)).isNull();
  }
}
