package org.drover.shared.specfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.drover.shared.spec.Amounts;
import org.drover.shared.spec.Budget;
import org.drover.shared.spec.Window;
import org.drover.shared.written.Written;
import org.jspecify.annotations.Nullable;

/** Reads what a migration may use. */
final class BudgetReader {

  static final int WORKERS_DEFAULT = 4;

  private BudgetReader() {}

  static Budget read(Spot spot) {
    Fields fields = Fields.open(spot, Form.BUDGET);
    @Nullable Long rate =
        fields.find("rate").flatMap(at -> amount(at, "a rate", Amounts::rate)).orElse(null);
    @Nullable Long memory =
        fields.find("memory").flatMap(at -> amount(at, "bytes", Amounts::bytes)).orElse(null);
    double errors =
        fields
            .find("errors")
            .flatMap(at -> amount(at, "a share", Amounts::percent))
            .orElse(Budget.ERRORS_PERCENT_DEFAULT);
    return new Budget(
        fields.find("workers").map(BudgetReader::workers).orElse(WORKERS_DEFAULT),
        rate,
        memory,
        errors,
        fields.find("windows").map(BudgetReader::windows).orElse(List.of()));
  }

  private static List<Window> windows(Spot spot) {
    List<Window> windows = new ArrayList<>();
    for (Spot item : spot.someItems("a list of time windows")) {
      amount(item, "a time window", Window::parse).ifPresent(windows::add);
    }
    return windows;
  }

  /** What a text means; what is wrong with it is said where it stands. */
  static <T> Optional<T> amount(Spot spot, String what, Function<String, T> meaning) {
    if (!spot.isText()) {
      spot.text(what + " as text");
      return Optional.empty();
    }
    try {
      return Optional.of(meaning.apply(spot.text(what)));
    } catch (IllegalArgumentException wrong) {
      spot.refuse(String.valueOf(wrong.getMessage()));
      return Optional.empty();
    }
  }

  private static int workers(Spot spot) {
    if (spot.written() instanceof Written.Scalar scalar && scalar.value() instanceof Long count) {
      if (count >= 1 && count <= Budget.WORKERS_MAX) {
        return count.intValue();
      }
      spot.refuse("expected 1 to " + Budget.WORKERS_MAX + " workers, found " + count);
    } else {
      spot.mismatch("an integer from 1 to " + Budget.WORKERS_MAX);
    }
    return WORKERS_DEFAULT;
  }
}
