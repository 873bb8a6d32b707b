package org.drover.shared.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchDigestTest {

  private static final ColumnNeed NEED = new ColumnNeed(Set.of("p", "q"), true, false);

  // The order in which a property keyspace hands members over says nothing about them.
  @Test
  void itIsOfMembersAndValuesAndNotOfTheirOrder() {
    String digest = hex(new long[] {1, 2}, "a", "b");

    assertThat(hex(new long[] {2, 1}, "b", "a")).isEqualTo(digest);
    assertThat(hex(new long[] {1, 2}, "b", "a")).isNotEqualTo(digest);
    assertThat(hex(new long[] {1, 3}, "a", "b")).isNotEqualTo(digest);
  }

  @Test
  void theSameValueInAnotherPropertyIsAnother() {
    assertThat(BatchDigest.of(batch("a", null, "L"), NEED).hex())
        .isNotEqualTo(BatchDigest.of(batch(null, "a", "L"), NEED).hex());
  }

  @Test
  void afterATransformItIsThatOfTheBatchReadAnew() {
    Columns columns = batch("a", "b", "Old");
    BatchDigest before = BatchDigest.of(columns, NEED);
    String asRead = before.hex();
    columns.set("p", 0, "x");
    columns.set("unread", 0, "not asked for");
    columns.removeLabel(0, "Old");
    columns.addLabel(0, "New");

    assertThat(before.transformed().hex())
        .isEqualTo(BatchDigest.of(batch("x", "b", "New"), NEED).hex())
        .isNotEqualTo(asRead);
    assertThat(before.hex()).isEqualTo(asRead);
  }

  @Test
  void afterATransformOfNothingItIsTheSame() {
    Columns columns = batch("a", "b", "Old");
    BatchDigest before = BatchDigest.of(columns, NEED);
    columns.set("p", 0, "a");

    assertThat(before.transformed().hex()).isEqualTo(before.hex());
  }

  @Test
  void afterATransformEveryPropertyCountsWhereAllAreAskedFor() {
    ColumnNeed all = new ColumnNeed(Set.of(), false, true);
    Columns columns = Columns.read(new long[] {1}, Map.of(), null, List.of(Map.of("p", 1L)));
    BatchDigest before = BatchDigest.of(columns, all);
    columns.set("q", 0, 2L);
    Columns anew = Columns.read(new long[] {1}, Map.of(), null, List.of(Map.of("p", 1L, "q", 2L)));

    assertThat(before.transformed().hex()).isEqualTo(BatchDigest.of(anew, all).hex());
  }

  @Test
  void aMemberThatWasRefusedIsAsItWasRead() {
    Columns columns = batch("a", "b", "Old");
    BatchDigest before = BatchDigest.of(columns, NEED);
    columns.set("p", 0, "x");
    columns.refuse(0, "set", "cannot be");

    assertThat(before.transformed().hex()).isEqualTo(before.hex());
  }

  private static String hex(long[] ids, @Nullable Object... values) {
    ColumnNeed need = new ColumnNeed(Set.of("p"), false, false);
    return BatchDigest.of(columns(ids, Map.of("p", values), null), need).hex();
  }

  private static Columns batch(@Nullable Object p, @Nullable Object q, String label) {
    Map<String, @Nullable Object[]> properties = new HashMap<>();
    properties.put("p", new Object[] {p});
    properties.put("q", new Object[] {q});
    return columns(new long[] {1}, properties, List.of(List.of(label)));
  }

  private static Columns columns(
      long[] ids, Map<String, @Nullable Object[]> properties, @Nullable List<List<String>> labels) {
    return Columns.read(Arrays.copyOf(ids, ids.length), properties, labels, null);
  }
}
