package org.drover.shared.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpecTest {

  private static final List<Step> ADDITIVE =
      List.of(
          new Step.CanonicalKey("v1", List.of("a"), Set.of(), "key", "key_version"),
          new Step.RowHash("v1", Set.of("b"), Set.of(), "hash", null),
          new Step.AddLabel("Label"),
          new Step.SetProperties(Map.of("set", 1L)),
          new Step.Defaults(Map.of("default", 1L)),
          new Step.Copy(Map.of("from", "to")),
          new Step.Cast("number", ValueType.INTEGER, "whole"),
          new Step.MapValues("state", "phase", Map.of("a", "b"), null));

  @Test
  void aShadowMigrationCreatesWhatMustBeAbsentButADefaultMayBeThere() {
    assertThat(spec(Strategy.SHADOW, ADDITIVE).mustBeAbsent())
        .containsExactlyInAnyOrder("key", "key_version", "hash", "set", "to", "whole", "phase");
  }

  @Test
  void anInPlaceMigrationMayFindAnything() {
    assertThat(spec(Strategy.IN_PLACE, ADDITIVE).mustBeAbsent()).isEmpty();
  }

  @Test
  void everyPropertyThatAStepMayChangeIsWritten() {
    List<Step> steps =
        List.of(
            new Step.Defaults(Map.of("default", 1L)),
            new Step.RemoveProperties(List.of("removed")),
            new Step.Rename(Map.of("old", "new")),
            new Step.Cast("number", ValueType.INTEGER, "number"),
            new Step.Retype("A", "B", Map.of("filled", 1L)));

    assertThat(spec(Strategy.IN_PLACE, steps).written())
        .containsExactlyInAnyOrder("default", "removed", "old", "new", "number", "filled");
  }

  @Test
  void whatAStatementWritesIsUnknown() {
    assertThat(spec(Strategy.IN_PLACE, List.of(new Step.Cypher("SET n.x = 1"))).writesUnknown())
        .isTrue();
    assertThat(spec(Strategy.SHADOW, ADDITIVE).writesUnknown()).isFalse();
  }

  @Test
  void nobodyLeavesAllNodesByLosingALabel() {
    List<Step> steps = List.of(new Step.RemoveLabel("A"));

    assertThat(spec(Strategy.IN_PLACE, steps).leavesSelection()).isTrue();
    assertThat(spec(Strategy.IN_PLACE, steps).over(Selection.allNodes()).leavesSelection())
        .isFalse();
    // It takes the label from whoever has it, but does not look for it.
    assertThat(Reads.label(spec(Strategy.IN_PLACE, steps), "A")).isTrue();
    assertThat(Reads.label(spec(Strategy.IN_PLACE, steps).over(Selection.allNodes()), "A"))
        .isFalse();
  }

  @Test
  void allNodesIncludeThoseOfALabelButNoRelationships() {
    Selection some = new Selection(Selection.Kind.NODE, null, "n.tenant = 'x'");

    assertThat(Selection.allNodes().includes(Selection.nodes("A"))).isTrue();
    assertThat(Selection.allNodes().includes(some)).isTrue();
    assertThat(some.includes(some)).isTrue();
    assertThat(some.includes(Selection.nodes("A"))).isFalse();
    assertThat(Selection.nodes("A").includes(Selection.allNodes())).isFalse();
    assertThat(Selection.allNodes().includes(Selection.relationships("A"))).isFalse();
    assertThat(Selection.allRelationships().includes(Selection.relationships("A"))).isTrue();
  }

  private static Spec spec(Strategy strategy, List<Step> steps) {
    return new Spec(
        "m",
        "main",
        Selection.nodes("A"),
        new KeyChoice.Auto(),
        steps,
        strategy,
        Mode.LIVE,
        new Budget(1));
  }
}
