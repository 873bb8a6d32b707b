package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.ValueIndex;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever writes small values pays nothing for indexes. */
class OversizeTest {

  private static final OpenRange UNASKED =
      (OpenRange)
          Proxy.newProxyInstance(
              OpenRange.class.getClassLoader(),
              new Class<?>[] {OpenRange.class},
              (proxy, method, arguments) -> {
                throw new AssertionError("nobody is asked, but " + method.getName() + " was");
              });

  @Test
  void ofAnIndexOfAnotherLabelNoLabelsAreReadBeforehand() {
    assertThat(oversize(new Ten("Port", "key")).need())
        .isEqualTo(new ColumnNeed(Set.of("key"), false, false));
    assertThat(oversize(new Ten("Port", "name")).need())
        .isEqualTo(new ColumnNeed(Set.of(), false, false));
  }

  @Test
  void whereAllIsSmallNobodyIsAsked() {
    Columns columns = changed("short", "1234567890");
    assertThat(oversize(new Ten("Port", "key")).refuseIn(columns, UNASKED)).isZero();
    assertThat(columns.changedRows()).isEqualTo(2);
  }

  @Test
  void whoStandsInItAnywayIsRefusedWithoutAQuestion() {
    Columns columns = changed("short", "12345678901");
    assertThat(oversize(new Ten("Town", "key")).refuseIn(columns, UNASKED)).isZero();
    assertThat(columns.refusals())
        .containsExactly(
            new Columns.Refusal(1, 11, "database", "ten characters has no room for it"));
  }

  // A null where nobody has a value stands in no index.
  @Test
  void whoLosesItsValueIsNotWeighed() {
    Columns columns = changed(null, "short");
    assertThat(oversize(new Ten("Town", "key")).refuseIn(columns, UNASKED)).isZero();
    assertThat(columns.refusals()).isEmpty();
  }

  /** Two members that had a value already, and get these. */
  private static Columns changed(@Nullable String... values) {
    Object[] before = {"before", "before"};
    Columns columns = Columns.read(new long[] {10, 11}, Map.of("key", before), null, null);
    columns.replace("key", values);
    return columns;
  }

  /** Room for ten characters. */
  private record Ten(String of, String property) implements ValueIndex {
    @Override
    public List<String> properties() {
      return List.of(property);
    }

    @Override
    public String called() {
      return "ten characters";
    }

    @Override
    public long bytesMax() {
      return 10;
    }

    @Override
    public boolean isSmall(Object value) {
      return bytes(value, true).most() <= 10;
    }

    @Override
    public Bytes bytes(Object value, boolean written) {
      return Bytes.exactly(value.toString().length());
    }
  }

  private static Oversize oversize(ValueIndex index) {
    return new Oversize(spec(), Set.of(index));
  }

  private static Spec spec() {
    String text =
        """
        migration: towns
        select: {label: Town}
        strategy: in-place
        transform: [{copy: {code: key}}]
        """;
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused ->
          throw new IllegalArgumentException(refused.errors().toString());
    };
  }
}
