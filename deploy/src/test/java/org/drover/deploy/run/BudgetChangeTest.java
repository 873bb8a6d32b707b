package org.drover.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.drover.shared.specfile.SpecDifference;
import org.junit.jupiter.api.Test;

class BudgetChangeTest {

  private static final String SPEC =
      """
      migration: people
      select: {label: Person}
      budget: {workers: 2, rate: 500/s}
      transform: [{add-label: Human}]
      """;

  @Test
  void whatAnOrderCouldSayTheSpecMaySayToo() {
    String raised = SPEC.replace("rate: 500/s", "memory: 64MiB, errors: 5%");

    assertThat(BudgetChange.of(SpecDifference.between(SPEC, raised), raised))
        .isEqualTo(
            new BudgetChange(
                Map.of("workers", "2", "rate", "none", "memory", "64MiB", "errors", "5%")));
  }

  @Test
  void whatNoOrderCouldSayMakesItAnotherSpec() {
    String other = SPEC.replace("Human", "Being").replace("workers: 2", "workers: 3");
    String windows = SPEC.replace("workers: 2", "workers: 2, windows: [20:00-06:00 UTC]");

    assertThat(BudgetChange.of(SpecDifference.between(SPEC, other), other)).isNull();
    assertThat(BudgetChange.of(SpecDifference.between(SPEC, windows), windows)).isNull();
    assertThat(BudgetChange.of(List.of(), SPEC)).isNull();
  }
}
