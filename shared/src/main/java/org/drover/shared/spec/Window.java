package org.drover.shared.spec;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A time of the week in which a migration may run: {@code Mon-Fri 20:00-06:00 Europe/Berlin}. One
 * that goes past midnight belongs to the day on which it begins.
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

  /** What a window looks like, for messages. */
  public static final String EXPECTED =
      "days, times and a time zone, such as 'Mon-Fri 20:00-06:00 Europe/Berlin'";

  /** They repeat themselves after a week. */
  private static final Duration HORIZON = Duration.ofDays(8);

  private static final Pattern FORM =
      Pattern.compile("(?:(\\S+) )?([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2}) (\\S+)");

  public Window {
    days = Set.copyOf(days);
  }

  /**
   * The inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Window parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected " + EXPECTED);
    }
    String days = parts.group(1);
    LocalTime from = time(parts.group(2));
    LocalTime to = time(parts.group(3));
    if (from.equals(to)) {
      throw new IllegalArgumentException("it begins when it ends; leave it out to run always");
    }
    return new Window(
        days == null ? EnumSet.allOf(DayOfWeek.class) : days(days), from, to, zone(parts.group(4)));
  }

  public boolean contains(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalTime time = local.toLocalTime();
    boolean begunToday = days.contains(local.getDayOfWeek()) && !time.isBefore(from);
    if (from.isBefore(to)) {
      return begunToday && time.isBefore(to);
    }
    return begunToday || (days.contains(local.getDayOfWeek().minus(1)) && time.isBefore(to));
  }

  /** When it begins the next time. */
  public Instant nextAfter(Instant at) {
    LocalDate today = at.atZone(zone).toLocalDate();
    for (int day = 0; day < DayOfWeek.values().length; day++) {
      LocalDate date = today.plusDays(day);
      Instant begin = date.atTime(from).atZone(zone).toInstant();
      if (days.contains(date.getDayOfWeek()) && begin.isAfter(at)) {
        return begin;
      }
    }
    return today.plusDays(DayOfWeek.values().length).atTime(from).atZone(zone).toInstant();
  }

  /** When it ends that it is in now; that same moment if it is not in it. */
  private Instant endAfter(Instant at) {
    if (!contains(at)) {
      return at;
    }
    ZonedDateTime local = at.atZone(zone);
    LocalDate today = local.toLocalDate();
    LocalDate last = local.toLocalTime().isBefore(to) ? today : today.plusDays(1);
    Instant end = last.atTime(to).atZone(zone).toInstant();
    return end.isAfter(at) ? end : at;
  }

  /**
   * When the last of those ends that are open then, one taking over from another.
   *
   * @return empty if none is open, or if one or another is for a week and so always
   */
  public static Optional<Instant> closing(List<Window> windows, Instant now) {
    Instant end = now;
    Instant horizon = now.plus(HORIZON);
    while (end.isBefore(horizon)) {
      Instant known = end;
      Instant later =
          windows.stream()
              .map(window -> window.endAfter(known))
              .max(Comparator.naturalOrder())
              .orElse(known);
      if (!later.isAfter(known)) {
        return known.isAfter(now) ? Optional.of(known) : Optional.empty();
      }
      end = later;
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    String named =
        days.size() == DayOfWeek.values().length
            ? ""
            : days.stream().sorted().map(Window::word).collect(Collectors.joining(",")) + " ";
    return named + from + "-" + to + " " + zone.getId();
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("there is no time " + text, e);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time zone such as Europe/Berlin or UTC, found '" + text + "'", e);
    }
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : List.of(text.split(",", -1))) {
      String[] ends = part.split("-", 2);
      DayOfWeek first = day(ends[0]);
      DayOfWeek last = ends.length == 1 ? first : day(ends[1]);
      days.add(first);
      for (DayOfWeek day = first; day != last; ) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String text) {
    List<String> words = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      if (word(day).equalsIgnoreCase(text)) {
        return day;
      }
      words.add(word(day));
    }
    throw new IllegalArgumentException(
        "expected a day, one of %s, found '%s'".formatted(String.join(", ", words), text));
  }

  private static String word(DayOfWeek day) {
    String name = day.name();
    return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
  }
}
