package org.drover.shared.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.drover.shared.spec.ValueType;
import org.junit.jupiter.api.Test;

class TransformTest {

  private static final Step KEY =
      new Step.CanonicalKey("v1", List.of("a", "b"), Set.of(), "key", "key_version");
  private static final Step SET = new Step.SetProperties(Map.of("done", true));
  private static final Step CYPHER = new Step.Cypher("SET n.visits = 1");

  @Test
  void whatTheDatabaseCanDoByItselfIsOneStatement() {
    List<Step> steps = List.of(SET, CYPHER, new Step.Rename(Map.of("a", "b")));

    assertThat(Transform.compile(steps)).containsExactly(new Stage.Pushdown(steps));
  }

  // Set and then removed, a property is as it was; the statement would count who got it meanwhile.
  @Test
  void whatALaterStepMayTakeBackIsDoneInColumns() {
    assertColumns(SET, new Step.RemoveProperties(List.of("done")));
    assertColumns(new Step.Defaults(Map.of("a", 1L)), new Step.Rename(Map.of("a", "b")));
    assertColumns(SET, new Step.AddLabel("New"), new Step.SetProperties(Map.of("done", false)));
    assertColumns(new Step.AddLabel("New"), new Step.RemoveLabel("New"));
    assertColumns(new Step.RemoveLabel("Old"), new Step.AddLabel("Old"));
  }

  @Test
  void whatALaterStepOnlyFillsStaysInTheDatabase() {
    List<Step> steps =
        List.of(new Step.Rename(Map.of("a", "b")), new Step.Defaults(Map.of("b", 1L)));

    assertThat(Transform.compile(steps)).containsExactly(new Stage.Pushdown(steps));
  }

  private static void assertColumns(Step... steps) {
    assertThat(Transform.compile(List.of(steps)))
        .singleElement()
        .isInstanceOf(Stage.Columnar.class);
  }

  @Test
  void oneStepThatItCannotDoBringsItsNeighboursIntoColumns() {
    List<Stage> stages = Transform.compile(List.of(SET, KEY, new Step.AddLabel("Done")));

    assertThat(stages).singleElement().isInstanceOf(Stage.Columnar.class);
  }

  @Test
  void statementsDivideColumnsIntoStages() {
    List<Stage> stages = Transform.compile(List.of(CYPHER, KEY, SET, CYPHER, CYPHER, SET));

    assertThat(stages).hasSize(4);
    assertThat(stages.get(0)).isEqualTo(new Stage.Pushdown(List.of(CYPHER)));
    assertThat(stages.get(1)).isInstanceOf(Stage.Columnar.class);
    assertThat(stages.get(2)).isEqualTo(new Stage.Pushdown(List.of(CYPHER, CYPHER)));
    assertThat(stages.get(3)).isInstanceOf(Stage.Columnar.class);
  }

  // One statement cannot leave out single members.
  @Test
  void aChosenLabelStaysInTheDatabaseUnlessSomebodyMayBeRefused() {
    Step leaving = new Step.LabelBy("kind", Map.of("p", "Person"), new Otherwise.Leave());
    Step refusing = new Step.LabelBy("kind", Map.of("p", "Person"), new Otherwise.Quarantine());

    assertThat(Transform.compile(List.of(leaving)))
        .containsExactly(new Stage.Pushdown(List.of(leaving)));
    assertThat(need(refusing)).isEqualTo(new ColumnNeed(Set.of("kind"), true, false));
  }

  @Test
  void noStepsAreNoStages() {
    assertThat(Transform.compile(List.of())).isEmpty();
  }

  @Test
  void aStageNeedsWhatItsStepsReadAndWhatTheyWouldChange() {
    assertThat(need(KEY))
        .isEqualTo(new ColumnNeed(Set.of("a", "b", "key", "key_version"), false, false));
    assertThat(need(new Step.Cast("a", ValueType.DATE, "d"), new Step.Copy(Map.of("d", "e"))))
        .isEqualTo(new ColumnNeed(Set.of("a", "d", "e"), false, false));
    assertThat(need(KEY, new Step.Retype("A", "B", Map.of("kind", "b"))))
        .isEqualTo(new ColumnNeed(Set.of("a", "b", "key", "key_version", "kind"), true, false));
  }

  @Test
  void whoNeedsEveryPropertyNeedsNoneByName() {
    assertThat(need(KEY, new Step.RowHash("v1", Set.of(), Set.of(), "hash", null)))
        .isEqualTo(new ColumnNeed(Set.of(), false, true));
  }

  private static ColumnNeed need(Step... steps) {
    return ((Stage.Columnar) Transform.compile(List.of(steps)).getFirst()).need();
  }
}
