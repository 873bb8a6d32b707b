package org.drover.shared.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drover.shared.spec.Normalization;
import org.junit.jupiter.api.Test;

class NormalizingTest {

  private final Normalizing everything = new Normalizing(Set.of(Normalization.values()));

  @Test
  void whiteSpaceIsWhatUnicodeSays() {
    Pattern whiteSpace = Pattern.compile("\\p{IsWhite_Space}");

    assertThat(codePoints().filter(c -> Normalizing.isWhiteSpace(c.codePointAt(0))))
        .containsExactlyElementsOf(
            codePoints().filter(c -> whiteSpace.matcher(c).matches()).toList());
  }

  /** Marks that compose with some letters in one case only. */
  @Test
  void everyCodePointIsNormalizedOnceAndForAll() {
    for (String mark : new String[] {"", "\u0301", "\u0307", "\u0331", "\u0345"}) {
      assertThat(codePoints().map(c -> everything.apply(c + mark)).filter(this::unstable))
          .isEmpty();
    }
  }

  private boolean unstable(String normalized) {
    return !everything.apply(normalized).equals(normalized);
  }

  private static Stream<String> codePoints() {
    return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(c -> Character.isDefined(c) && Character.getType(c) != Character.PRIVATE_USE)
        .mapToObj(Character::toString);
  }
}
