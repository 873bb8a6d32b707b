package org.drover.coordinator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drover.shared.graph.GraphException;
import org.drover.shared.plugin.MemberTransform;
import org.drover.shared.plugin.MemberTransform.Setting;
import org.drover.shared.plugin.Plugins;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;

/** Holds the {@code java} steps of a spec against the transforms that a node has. */
public final class OwnTransforms {

  private OwnTransforms() {}

  /** What does not fit, each in a sentence. */
  static List<String> against(Spec spec, Plugins plugins) {
    List<String> errors = new ArrayList<>();
    for (Step step : spec.transform()) {
      if (step instanceof Step.Java own) {
        against(own, plugins).forEach(error -> errors.add("transform.java: " + error));
      }
    }
    return errors;
  }

  private static List<String> against(Step.Java step, Plugins plugins) {
    if (!plugins.has(step.transform())) {
      return List.of(plugins.missing(step.transform()));
    }
    MemberTransform transform = plugins.named(step.transform());
    List<String> errors = new ArrayList<>();
    if (step.repeatable() && !transform.repeatable()) {
      errors.add(
          "the transform '%s' %s says of itself that it cannot run again; leave 'repeatable' out"
              .formatted(step.transform(), transform.version()));
    }
    try {
      transform
          .against(new Setting(step.of(), step.into(), step.config()))
          .forEach(error -> errors.add(step.transform() + ": " + error));
    } catch (RuntimeException thrown) {
      errors.add(
          "the transform '%s' threw %s when it was asked".formatted(step.transform(), thrown));
    }
    return errors;
  }

  /**
   * The versions that a pass is planned with, by name.
   *
   * @param specs by which it writes or judges
   * @throws GraphException if one is not there, or does not fit
   */
  public static Map<String, String> of(List<Spec> specs, Plugins plugins) {
    List<String> names = new ArrayList<>();
    for (Spec spec : specs) {
      List<String> errors = against(spec, plugins);
      if (!errors.isEmpty()) {
        throw new GraphException(
            GraphException.Kind.FATAL,
            "this coordinator cannot plan it: " + String.join("; ", errors),
            null);
      }
      spec.transform().stream()
          .filter(Step.Java.class::isInstance)
          .map(step -> ((Step.Java) step).transform())
          .forEach(names::add);
    }
    return plugins.versions(names);
  }
}
