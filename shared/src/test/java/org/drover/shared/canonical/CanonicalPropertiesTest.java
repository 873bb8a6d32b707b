package org.drover.shared.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.drover.shared.spec.Normalization;
import org.drover.shared.transform.GeoPoint;
import org.drover.shared.transform.IsoPeriod;
import org.jspecify.annotations.Nullable;

class CanonicalPropertiesTest {

  private static final Set<Normalization> EVERYTHING = Set.of(Normalization.values());

  @Property
  void differentTuplesNeverEncodeAlike(
      @ForAll("tuples") List<@Nullable Object> left,
      @ForAll("tuples") List<@Nullable Object> right) {
    Assume.that(!left.equals(right));

    assertThat(encoding(left, Set.of())).isNotEqualTo(encoding(right, Set.of()));
  }

  /** Where one ends, no other goes on: a list cannot be cut in two ways. */
  @Property
  void noValueBeginsAnother(@ForAll("values") Object left, @ForAll("values") Object right) {
    Assume.that(!left.equals(right));
    byte[] one = value(left);
    byte[] other = value(right);
    int shorter = Math.min(one.length, other.length);

    assertThat(Arrays.mismatch(one, other)).isBetween(0, shorter - 1);
  }

  @Property
  void normalizingWhatIsNormalizedChangesNothing(@ForAll("texts") String text) {
    Normalizing normalizing = new Normalizing(EVERYTHING);
    String once = normalizing.apply(text);

    assertThat(normalizing.apply(once)).isEqualTo(once);
  }

  /** The loop for ASCII is a shortcut, not another rule. */
  @Property
  void asciiIsNormalizedAsEverythingElse(
      @ForAll("asciiTexts") String text, @ForAll Set<Normalization> normalize) {
    Bytes bytes = new Bytes();
    new Text(normalize).writeBody(text, bytes);
    String written =
        new String(
            bytes.array(), Integer.BYTES, bytes.size() - Integer.BYTES, StandardCharsets.UTF_8);

    assertThat(written).isEqualTo(new Normalizing(normalize).apply(text));
  }

  @Property
  void utf8IsWhatThePlatformWrites(@ForAll("texts") String text) {
    Bytes bytes = new Bytes();
    Utf8.write(text, bytes);

    assertThat(Arrays.copyOf(bytes.array(), bytes.size()))
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property
  void namesAreOrderedAsTheirUtf8(@ForAll("texts") String left, @ForAll("texts") String right) {
    int byBytes =
        Arrays.compareUnsigned(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    assertThat(Integer.signum(KeyHash.NAME_ORDER.compare(left, right)))
        .isEqualTo(Integer.signum(byBytes));
  }

  @Provide
  Arbitrary<List<@Nullable Object>> tuples() {
    return values().injectNull(0.1).list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("ab|,\u0000\u0005é").ofMaxLength(6).asGeneric(),
            Arbitraries.longs().asGeneric(),
            // Minus zero is zero, by definition; equals does not think so.
            Arbitraries.doubles().map(number -> number + 0.0).asGeneric(),
            Arbitraries.of(true, false).asGeneric(),
            temporals());
    Arbitrary<Object> lists = scalars.list().ofMaxSize(3).asGeneric();
    return Arbitraries.oneOf(scalars, scalars, lists, lists.list().ofMaxSize(2).asGeneric());
  }

  private static Arbitrary<Object> temporals() {
    Arbitrary<Long> seconds = Arbitraries.longs().between(0, 86_399);
    return Arbitraries.oneOf(
        seconds.map(LocalDate::ofEpochDay).asGeneric(),
        seconds.map(LocalTime::ofSecondOfDay).asGeneric(),
        seconds.map(at -> zoned(at, "Europe/Berlin")).asGeneric(),
        seconds.map(at -> zoned(at, "+01:00")).asGeneric(),
        seconds.map(at -> new IsoPeriod(0, 0, at, 0)).asGeneric(),
        seconds.map(at -> new GeoPoint(7203, at, at, null)).asGeneric());
  }

  private static ZonedDateTime zoned(long epochSecond, String zone) {
    return ZonedDateTime.ofInstant(Instant.ofEpochSecond(epochSecond), ZoneId.of(zone));
  }

  /** Text with what is hard about text: marks, white space, sigmas, the dotted I, other planes. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "\u0301",
                "\u0331",
                "\u0307",
                "\u0345",
                "H",
                "e",
                "\u0130",
                "\u03a3",
                "\u03c2",
                " ",
                "\u00a0",
                "\u3000",
                "\u212a",
                "\u1e9e",
                "\u1112",
                "\u1161",
                "\ud801\udc00",
                "\u1fbc"),
            Arbitraries.integers()
                .between(0, 0x10ffff)
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .map(Character::toString))
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> asciiTexts() {
    return Arbitraries.strings().ascii().ofMaxLength(12);
  }

  private static byte[] encoding(List<@Nullable Object> values, Set<Normalization> normalize) {
    KeyHash hash = KeyHash.canonicalKey("v1", normalize);
    hash.start(values.size());
    values.forEach(hash::add);
    return hash.encoding();
  }

  private static byte[] value(Object value) {
    Bytes bytes = new Bytes();
    new CanonicalEncoder(bytes, Set.of()).value(value);
    return Arrays.copyOf(bytes.array(), bytes.size());
  }
}
