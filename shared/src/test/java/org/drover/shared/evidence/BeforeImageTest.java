package org.drover.shared.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.keyspace.Key;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.GeoPoint;
import org.drover.shared.transform.IsoPeriod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BeforeImageTest {

  private static final @Nullable Object[] EVERY_TYPE = {
    null,
    "müller \u0000 \ud83d\ude00",
    Long.MIN_VALUE,
    Double.longBitsToDouble(0x7ff8000000000001L),
    -0.0,
    true,
    LocalDate.of(-44, 3, 15),
    LocalTime.MAX,
    OffsetTime.of(LocalTime.NOON, ZoneOffset.ofHours(-7)),
    LocalDateTime.of(2026, 1, 31, 1, 2, 3, 4),
    ZonedDateTime.parse("2026-10-25T02:30:00+01:00[Europe/Berlin]"),
    ZonedDateTime.parse("2026-10-25T02:30:00+05:30"),
    new IsoPeriod(1, -2, -3, 999_999_999),
    new GeoPoint(4326, 1.5, -2.5, null),
    new GeoPoint(9157, 1, 2, 3.0),
    List.of("a", "b"),
    List.of(),
  };

  @Test
  void valuesOfEveryTypeComeBackAsTheyWere() {
    long[] ids = new long[EVERY_TYPE.length];
    for (int row = 0; row < ids.length; row++) {
      ids[row] = 1L << (2 * row);
    }
    Columns columns = columns(ids, EVERY_TYPE);
    @Nullable Object[] written = new Object[ids.length];
    Arrays.fill(written, "new");
    columns.replace("p", written);

    BeforeImage image =
        BeforeImage.read(BeforeImage.of(Key.of("a"), Key.of("b"), columns).toBytes());

    assertThat(image.from()).isEqualTo(Key.of("a"));
    assertThat(image.ids()).containsExactly(ids);
    assertThat(image.values().get("p")).containsExactly(EVERY_TYPE);
  }

  @Test
  void bytesComeBackToo() {
    Columns columns = columns(new long[] {7}, new Object[] {new byte[] {1, -1}});
    columns.set("p", 0, null);
    BeforeImage image = BeforeImage.read(BeforeImage.of(null, Key.of(7L), columns).toBytes());
    assertThat(image.from()).isNull();
    assertThat(image.values().get("p")).containsExactly(new byte[] {1, -1});
  }

  // It is stored in a few bytes and takes a megabyte when it is unpacked.
  @Test
  void whatAnImageTakesIsKnownByItsBeginning() {
    Columns columns = columns(new long[] {7}, new Object[] {"x".repeat(1_000_000)});
    columns.set("p", 0, null);
    byte[] image = BeforeImage.of(null, Key.of(7L), columns).toBytes();
    assertThat(image.length).isLessThan(10_000);
    assertThat(BeforeImage.weight(image.length, Arrays.copyOf(image, BeforeImage.HEADER_BYTES)))
        .isBetween(3_000_000L, 3_020_000L);
  }

  @Test
  void whatIsNoImageWeighsAsMuchAsThereIsOfIt() {
    assertThat(BeforeImage.weight(3, new byte[] {1, 2, 3})).isEqualTo(3);
  }

  @Test
  void onlyWhatDiffersIsKept() {
    Columns columns = columns(new long[] {1, 2, 3}, new Object[] {"a", "b", "c"});
    columns.set("p", 1, "x");
    columns.addLabel(2, "New");
    columns.removeLabel(0, "Old");

    BeforeImage image = BeforeImage.read(BeforeImage.of(null, Key.of(3L), columns).toBytes());

    assertThat(image.ids()).containsExactly(2);
    assertThat(image.values().get("p")).containsExactly("b");
    assertThat(image.added()).hasSize(1);
    assertThat(image.added().get("New")).containsExactly(3);
    assertThat(image.removed().get("Old")).containsExactly(1);
  }

  @Test
  void aMarkIsOfWhatWasWritten() {
    Columns columns = columns(new long[] {1}, new Object[] {"a"});
    columns.set("p", 0, "x");
    BeforeImage image = BeforeImage.of(null, Key.of(1L), columns);
    assertThat(image.marks())
        .containsExactly(BeforeImage.marks(1, new Object[][] {{"x"}}))
        .doesNotContain(BeforeImage.marks(1, new Object[][] {{"a"}}));
  }

  @Test
  void otherBytesAreNoImage() {
    assertThatThrownBy(() -> BeforeImage.read(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Columns columns(long[] ids, @Nullable Object[] values) {
    Map<String, @Nullable Object[]> properties = new HashMap<>();
    properties.put("p", values);
    List<List<String>> labels = Collections.nCopies(ids.length, List.of("Old"));
    return Columns.read(ids, properties, labels, null);
  }
}
