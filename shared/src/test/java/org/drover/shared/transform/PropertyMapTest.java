package org.drover.shared.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;

/** Properties folded into one, and unfolded again. */
class PropertyMapTest {

  private static final List<String> NAMES = List.of("$date", "a", "b`c ü", "\ud83e\udd84");

  /** Whatever the zone, Java has a date for it. */
  private static final long SECONDS_MAX = LocalDate.MAX.minusDays(2).toEpochDay() * 86_400;

  /** Every value of every type that a graph holds; the text alone brings it back. */
  @Property(tries = 2_000)
  void whatIsFoldedComesBackAsItWasWithItsType(@ForAll("members") Map<String, Object> member) {
    Map<String, Object> back =
        after(after(member, new Step.IntoMap(NAMES, "map", false)), unfolding());

    assertThat(back.keySet()).isEqualTo(member.keySet());
    member.forEach((name, value) -> assertThat(Columns.alike(back.get(name), value)).isTrue());
  }

  @Property(tries = 500)
  void theTextIsOneWhateverTheOrder(@ForAll("members") Map<String, Object> member) {
    Map<String, Object> reversed = new LinkedHashMap<>();
    List.copyOf(member.keySet()).reversed().forEach(name -> put(reversed, name, member.get(name)));

    String text = PropertyMap.text(member);
    assertThat(PropertyMap.text(reversed)).isEqualTo(text);
    assertThat(PropertyMap.text(PropertyMapReader.read(text))).isEqualTo(text);
  }

  /** Other programs read it; this form is for ever. */
  @Example
  void eachTypeHasItsForm() {
    Map<String, Object> member = new HashMap<>();
    member.put("a", List.of("x", "\"\n"));
    member.put("b", 12L);
    member.put("c", 1e21);
    member.put("d", -0.0);
    member.put("e", Double.NaN);
    member.put("f", new byte[] {1, 2});
    member.put("g", LocalDate.of(2020, 2, 29));
    member.put("h", OffsetTime.of(LocalTime.NOON, ZoneOffset.ofHours(1)));
    member.put("i", LocalTime.of(12, 0, 0, 1));
    member.put("j", ZonedDateTime.parse("2020-02-29T12:00:00+01:00[Europe/Berlin]"));
    member.put("k", LocalDateTime.of(2020, 2, 29, 12, 0));
    member.put("l", new IsoPeriod(1, 2, -3, 4));
    member.put("m", new GeoPoint(7203, 1.0, -2.5, null));
    member.put("n", List.of(true, false));

    assertThat(PropertyMap.text(member))
        .isEqualTo(
            """
            {"a":["x","\\"\\n"],"b":12,"c":1.0E21,"d":-0.0,"e":{"$float":"NaN"},\
            "f":{"$bytes":"AQI="},"g":{"$date":"2020-02-29"},"h":{"$time":"12:00:00+01:00"},\
            "i":{"$localtime":"12:00:00.000000001"},\
            "j":{"$datetime":"2020-02-29T12:00:00+01:00[Europe/Berlin]"},\
            "k":{"$localdatetime":"2020-02-29T12:00:00"},\
            "l":{"$duration":{"days":2,"months":1,"nanoseconds":4,"seconds":-3}},\
            "m":{"$point":{"srid":7203,"x":1.0,"y":-2.5}},"n":[true,false]}""");
  }

  @Example
  void whoHasNoneOfThemGetsNoMap() {
    assertThat(after(Map.of("z", 1L), new Step.IntoMap(NAMES, "map", true)))
        .isEqualTo(Map.of("z", 1L));
    assertThat(after(Map.of("map", "{}"), new Step.IntoMap(NAMES, "map", false)))
        .isEqualTo(Map.of("map", "{}"));
  }

  // An old application writes 'a' once more, and a sweep comes by.
  @Example
  void aSecondFoldKeepsWhatTheFirstOneFolded() {
    assertThat(after(Map.of("map", "{\"a\":1,\"b\":2}", "a", 3L), folding("a", "b")))
        .isEqualTo(Map.of("map", "{\"a\":3,\"b\":2}"));
  }

  @Example
  void aTextThatIsNoMapIsNotOverwritten() {
    assertThat(refusal(Map.of("map", "a letter", "a", 3L), folding("a")))
        .isEqualTo("map: expected a JSON object, found another text");
    assertThat(refusal(Map.of("map", 7L, "a", 3L), folding("a")))
        .isEqualTo("map: expected a map as JSON text, found another type");
  }

  @Example
  void whatNobodyNamesStaysInTheMap() {
    Map<String, Object> member = Map.of("map", "{\"a\":1,\"b\":2}", "c", 3L);

    assertThat(after(member, new Step.FromMap("map", List.of("a", "c"), false)))
        .isEqualTo(Map.of("map", "{\"b\":2}", "a", 1L, "c", 3L));
    assertThat(after(member, new Step.FromMap("map", List.of("a"), true)))
        .isEqualTo(Map.of("map", "{\"a\":1,\"b\":2}", "a", 1L, "c", 3L));
  }

  @Example
  void whatIsTooMuchOrHasNoFormIsRefusedWithoutItsValue() {
    String half = "x".repeat(PropertyMap.CHARS_MAX / 2);

    assertThat(refusal(Map.of("a", half, "b", half), folding("a", "b")))
        .isEqualTo("expected at most 1048576 characters, found 1048591");
    assertThat(refusal(Map.of("a", new AtomicInteger(4711)), folding("a")))
        .isEqualTo("a value of type AtomicInteger has no form in a map");
  }

  @Example
  void onlyWhatPropertiesHoldIsUnfolded() {
    for (String text :
        Set.of(
            "[1]",
            "{\"a\":null}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":9223372036854775808}",
            "{\"a\":1e999}",
            "{\"a\":[1,2.0]}",
            "{\"a\":[[1]]}",
            "{\"a\":[{\"$bytes\":\"AQI=\"}]}",
            "{\"a\":{\"b\":1}}",
            "{\"a\":{\"$date\":\"tomorrow\"}}",
            "{\"a\":{\"$float\":\"1.0\"}}",
            "{\"a\":{\"$bytes\":\"?\"}}",
            "{\"a\":{\"$duration\":{\"months\":1}}}",
            "{\"a\":{\"$point\":{\"srid\":7203,\"x\":1,\"y\":2}}}",
            "{} {}",
            "{",
            "")) {
      assertThatThrownBy(() -> PropertyMapReader.read(text))
          .as(text)
          .isInstanceOf(NoMapException.class)
          .hasMessageStartingWith("expected");
    }
  }

  @Provide
  Arbitrary<Map<String, Object>> members() {
    Arbitrary<Object> lists =
        Arbitraries.oneOf(
            listsOf(texts()),
            listsOf(Arbitraries.longs()),
            listsOf(Arbitraries.doubles()),
            listsOf(datetimes()),
            listsOf(periods()));
    Arbitrary<Object> bytes =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(9).map(one -> (Object) one);
    return Arbitraries.maps(Arbitraries.of(NAMES), Arbitraries.oneOf(singles(), lists, bytes))
        .ofMinSize(1);
  }

  private static Arbitrary<Object> singles() {
    Arbitrary<LocalDate> dates =
        Arbitraries.longs()
            .between(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay())
            .map(LocalDate::ofEpochDay);
    Arbitrary<Integer> systems = Arbitraries.of(7203, 4326, 9157);
    Arbitrary<Double> numbers = Arbitraries.doubles();
    return Arbitraries.oneOf(
        Arbitraries.oneOf(
            texts().map(one -> (Object) one),
            Arbitraries.longs().map(one -> (Object) one),
            Arbitraries.doubles().map(one -> (Object) one),
            Arbitraries.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE),
            Arbitraries.of(true, false)),
        dates.map(one -> (Object) one),
        times().map(one -> (Object) one),
        Combinators.combine(times(), offsets()).as(OffsetTime::of),
        Combinators.combine(dates, times()).as(LocalDateTime::of),
        datetimes().map(one -> (Object) one),
        periods().map(one -> (Object) one),
        Combinators.combine(systems, numbers, numbers)
            .as((srid, x, y) -> new GeoPoint(srid, x, y, null)),
        Combinators.combine(systems, numbers, numbers, numbers).as(GeoPoint::new));
  }

  private static Arbitrary<LocalTime> times() {
    return Arbitraries.longs().between(0, 86_399_999_999_999L).map(LocalTime::ofNanoOfDay);
  }

  private static Arbitrary<ZoneOffset> offsets() {
    return Arbitraries.integers().between(-18 * 3600, 18 * 3600).map(ZoneOffset::ofTotalSeconds);
  }

  /** Also in hours that a zone has twice, and long before it had whole minutes. */
  private static Arbitrary<ZonedDateTime> datetimes() {
    Arbitrary<ZoneId> zones =
        Arbitraries.oneOf(
            Arbitraries.of("Europe/Berlin", "America/New_York", "UTC", "GMT+2", "Asia/Kathmandu")
                .map(ZoneId::of),
            offsets().map(offset -> (ZoneId) offset));
    Arbitrary<Long> seconds =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1_603_580_400L, 1_603_594_800L),
            Arbitraries.longs().between(-5_000_000_000L, 5_000_000_000L),
            Arbitraries.longs().between(-SECONDS_MAX, SECONDS_MAX));
    return Combinators.combine(seconds, Arbitraries.integers().between(0, 999_999_999), zones)
        .as((second, nano, zone) -> Instant.ofEpochSecond(second, nano).atZone(zone));
  }

  private static Arbitrary<IsoPeriod> periods() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.integers().between(0, 999_999_999))
        .as(IsoPeriod::new);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .filter(
            text -> text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
  }

  private static Arbitrary<Object> listsOf(Arbitrary<?> elements) {
    return elements.list().ofMaxSize(3).map(list -> (Object) List.copyOf(list));
  }

  private static Step folding(String... names) {
    return new Step.IntoMap(List.of(names), "map", false);
  }

  private static Step unfolding() {
    return new Step.FromMap("map", NAMES, false);
  }

  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  private static Map<String, Object> after(Map<String, Object> member, Step step) {
    Columns columns = new Batch().member(member).run(step);
    assertThat(columns.refusals()).isEmpty();
    Map<String, Object> after = new HashMap<>(member);
    columns
        .changes()
        .values()
        .forEach(
            (name, values) -> {
              after.remove(name);
              if (values.length > 0) {
                put(after, name, values[0]);
              }
            });
    return after;
  }

  private static String refusal(Map<String, Object> member, Step step) {
    Columns columns = new Batch().member(member).run(step);
    assertThat(columns.changedRows()).isZero();
    return columns.refusals().getFirst().reason();
  }
}
