package org.drover.shared.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.drover.shared.spec.Normalization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyHashTest {

  @Test
  void aKeyDoesNotDependOnTheOnesBefore() {
    KeyHash used = KeyHash.canonicalKey("v1", Set.of(Normalization.NFC));
    key(used, "é".repeat(5_000), 1L);

    assertThat(key(used, "a", null))
        .isEqualTo(key(KeyHash.canonicalKey("v1", Set.of(Normalization.NFC)), "a", null));
  }

  @Test
  void aKeyThatWasGivenUpLeavesNothingBehind() {
    KeyHash hash = KeyHash.canonicalKey("v1", Set.of());
    hash.start(2);
    hash.add("left");

    assertThat(key(hash, "a")).isEqualTo(key(KeyHash.canonicalKey("v1", Set.of()), "a"));
  }

  @Test
  void versionKindAndNormalizationEachMakeAnotherKey() {
    List<String> keys =
        List.of(
            key(KeyHash.canonicalKey("v1", Set.of()), "a"),
            key(KeyHash.canonicalKey("v2", Set.of()), "a"),
            key(KeyHash.rowHash("v1", Set.of()), "a"),
            key(KeyHash.canonicalKey("v1", Set.of(Normalization.NFC)), "a"),
            key(KeyHash.canonicalKey("v1", Set.of(Normalization.TRIM)), "a"),
            key(KeyHash.canonicalKey("v1", Set.of(Normalization.LOWERCASE)), "a"));

    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void halfASurrogatePairEqualsNoOtherString() {
    KeyHash hash = KeyHash.canonicalKey("v1", Set.of());

    assertThat(
            Set.of(key(hash, "\ud800"), key(hash, "\udc00"), key(hash, "?"), key(hash, "\ufffd")))
        .hasSize(4);
  }

  @Test
  void everyNanIsTheSame() {
    KeyHash hash = KeyHash.canonicalKey("v1", Set.of());

    assertThat(key(hash, Double.longBitsToDouble(0x7ff8000000000001L)))
        .isEqualTo(key(hash, Double.NaN));
  }

  @Test
  void aValueOfAnUnknownTypeIsRefusedByItsTypeAndNotByItsValue() {
    KeyHash hash = KeyHash.canonicalKey("v1", Set.of());

    assertThatThrownBy(() -> key(hash, new AtomicInteger(4711)))
        .isInstanceOf(NoCanonicalFormException.class)
        .hasMessage("a value of type AtomicInteger has no canonical form");
  }

  @Test
  void namesAreOrderedByCodePoint() {
    List<String> names = Arrays.asList("\ud801\udc00", "z", "\ufb01", "", "za", "\ue000");
    names.sort(KeyHash.NAME_ORDER);

    assertThat(names).containsExactly("", "z", "za", "\ue000", "\ufb01", "\ud801\udc00");
  }

  private static String key(KeyHash hash, @Nullable Object... values) {
    hash.start(values.length);
    for (Object value : values) {
      hash.add(value);
    }
    return hash.finish();
  }
}
