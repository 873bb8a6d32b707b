package org.drover.shared.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Step;

/** Turns the steps of a spec into stages. */
public final class Transform {

  private Transform() {}

  /**
   * One pushdown stage if the database can do every step by itself, and none may take back what one
   * before it did: whom they change in the end only columns tell. Otherwise the steps run on
   * columns, and only the operator's own statements, which cannot, divide them into stages.
   */
  public static List<Stage> compile(List<Step> steps) {
    if (steps.isEmpty()) {
      return List.of();
    }
    if (steps.stream().allMatch(Transform::canBePushedDown) && !isTakenBack(steps)) {
      return List.of(new Stage.Pushdown(steps));
    }
    List<Stage> stages = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= steps.size(); to++) {
      if (to == steps.size() || isCypher(steps.get(to)) != isCypher(steps.get(from))) {
        List<Step> run = steps.subList(from, to);
        stages.add(isCypher(run.getFirst()) ? new Stage.Pushdown(run) : new Stage.Columnar(run));
        from = to;
      }
    }
    return List.copyOf(stages);
  }

  /**
   * The same with every step on columns that can be, for who must see what was before and what
   * comes after.
   */
  public static List<Stage> compileToColumns(List<Step> steps) {
    return steps.stream().anyMatch(Transform::isCypher)
        ? compile(steps)
        : List.of(new Stage.Columnar(steps));
  }

  /**
   * The transform of members that leave what is selected: those that have left it already are read
   * with the others, and stay as they are.
   */
  public static List<Stage> compileForThoseWith(String label, List<Step> steps) {
    return List.of(new Stage.Columnar(steps, label));
  }

  private static boolean isTakenBack(List<Step> steps) {
    return steps.stream().noneMatch(Transform::isCypher)
        && IntStream.range(1, steps.size())
            .anyMatch(
                later ->
                    steps.subList(0, later).stream()
                        .map(Footprint::of)
                        .anyMatch(Footprint.of(steps.get(later))::mayTakeBack));
  }

  private static boolean isCypher(Step step) {
    return step instanceof Step.Cypher;
  }

  private static boolean canBePushedDown(Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> false;
      case Step.RowHash hash -> false;
      case Step.Cast cast -> false;
      case Step.MapValues map -> false;
      case Step.IntoMap map -> false;
      case Step.FromMap map -> false;
      case Step.Java own -> false;
      case Step.AddLabel add -> true;
      case Step.LabelBy by -> !(by.otherwise() instanceof Step.LabelBy.Otherwise.Quarantine);
      case Step.RemoveLabel remove -> true;
      case Step.SetProperties set -> true;
      case Step.Defaults defaults -> true;
      case Step.RemoveProperties remove -> true;
      case Step.Rename rename -> true;
      case Step.Copy copy -> true;
      case Step.Retype retype -> true;
      case Step.Cypher cypher -> true;
    };
  }
}
