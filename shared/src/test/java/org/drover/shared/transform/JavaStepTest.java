package org.drover.shared.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.drover.shared.plugin.MemberBatch;
import org.drover.shared.plugin.MemberTransform;
import org.drover.shared.plugin.Plugins;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A transform of the operator's own, on columns. */
class JavaStepTest {

  private static final Step.Java STEP =
      new Step.Java("own", List.of("a", "b"), List.of("c", "d"), Map.of("plus", 10L), true);

  @Test
  void itSeesWhatTheSpecNamesAndWritesOnlyThat() {
    Columns columns =
        run(
            (setting, batch, row) -> {
              Object a = batch.value(0, row);
              if (a != null) {
                Object plus = Objects.requireNonNull(setting.config().get("plus"));
                batch.set(0, row, (Long) a + (Long) plus);
              }
              batch.set(1, row, batch.value(1, row) == null ? null : List.of("x"));
            });

    assertThat(columns.column("c")).containsExactly(11L, "kept", null);
    assertThat(columns.column("d")).containsExactly(null, List.of("x"), null);
    assertThat(columns.refusals()).isEmpty();
    assertThat(columns.changes().ids()).containsExactly(100, 101);
  }

  @Test
  void whomItRefusesStaysAsHeIs() {
    Columns columns =
        run(
            (setting, batch, row) -> {
              batch.set(0, row, 1L);
              if (batch.value(0, row) == null) {
                batch.refuse(row, "expected a");
                batch.refuse(row, "and more");
              }
            });

    assertThat(columns.column("c")).containsExactly(1L, "kept", null);
    assertThat(columns.refusals())
        .extracting(Columns.Refusal::reason)
        .containsExactly("own: expected a", "own: expected a");
  }

  // The message may hold what nobody is to read.
  @Test
  void forWhomItThrowsHeAloneIsRefused() {
    Columns columns =
        run(
            (setting, batch, row) -> {
              batch.set(1, row, 1L);
              if ("kept".equals(batch.value(1, row))) {
                throw new IllegalArgumentException("secret");
              }
            });

    assertThat(columns.refusals())
        .containsExactly(new Columns.Refusal(1, 101, "java", "own threw IllegalArgumentException"));
    assertThat(columns.column("d")).containsExactly(1L, null, 1L);
  }

  @Test
  void whatNoPropertyHoldsIsRefused() {
    Object[] made = {7, new AtomicInteger(4711), List.of(1L, 2.0)};
    Columns columns = run((setting, batch, row) -> batch.set(0, row, made[row]));

    assertThat(columns.refusals())
        .extracting(Columns.Refusal::reason)
        .containsExactly(
            "own: made a value of type Integer for 'c', which no property holds",
            "own: made a value of type AtomicInteger for 'c', which no property holds",
            "own: made a list of several types, or of none that a list has, for 'c', which no"
                + " property holds");
  }

  @FunctionalInterface
  private interface Each {
    void run(MemberTransform.Setting setting, MemberBatch batch, int row);
  }

  private static Columns run(Each each) {
    Columns columns =
        Columns.read(
            new long[] {100, 101, 102},
            Map.of(
                "a", column(1L, null, null),
                "b", column(null, "kept", null),
                "c", column(null, "kept", null),
                "d", column(null, null, null)),
            null,
            null);
    new JavaStep(STEP, Plugins.of(List.of(new Own(each)))).run(columns);
    return columns;
  }

  private static @Nullable Object[] column(@Nullable Object... values) {
    return values;
  }

  private record Own(Each each) implements MemberTransform {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public void run(Setting setting, MemberBatch batch) {
      for (int row = 0; row < batch.size(); row++) {
        each.run(setting, batch, row);
      }
    }
  }
}
