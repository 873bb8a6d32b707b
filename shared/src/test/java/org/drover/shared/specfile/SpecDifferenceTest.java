package org.drover.shared.specfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpecDifferenceTest {

  @Test
  void eachPathThatDiffersIsOneLineWithBothValues() {
    String before =
        """
        migration: m
        select: {label: A}
        transform:
          - canonical-key: {version: v1, of: [a, b], into: k}
        """;
    String after =
        """
        migration: m
        select: {label: A, where: n.x = 'y', key: name}
        transform:
          - canonical-key: {version: v2, of: [b, a], into: k}
          - set: {p: [1, 2]}
        budget: {workers: 8}
        """;

    assertThat(SpecDifference.between(before, after))
        .containsExactly(
            "select.key: \"auto\" -> (not there)",
            "transform[0].canonical-key.version: \"v1\" -> \"v2\"",
            "transform[0].canonical-key.of: [\"a\",\"b\"] -> [\"b\",\"a\"]",
            "budget.workers: 4 -> 8 (an order changes this: drover scale)",
            "select.key.property: (not there) -> \"name\"",
            "select.where: (not there) -> \"n.x = 'y'\"",
            "transform[1].set.p: (not there) -> [1,2]");
  }

  @Test
  void whatSaysTheSameDoesNotDiffer() {
    assertThat(
            SpecDifference.between(
                "{migration: m, select: {label: A}, transform: [{add-label: B}]}",
                "migration: m # the same\nselect: {label: A}\ntransform:\n- add-label: B\n"))
        .isEmpty();
  }

  @Test
  void ofATextThatIsNoSpecOnlyThatIsSaid() {
    assertThat(SpecDifference.between(PublishedFiles.sample(), "x"))
        .containsExactly("the new spec has errors of its own");
    assertThat(SpecDifference.between("x", PublishedFiles.sample()))
        .containsExactly("the spec that is stored cannot be read by this version");
  }
}
