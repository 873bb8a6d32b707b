package org.drover.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.drover.shared.graph.GraphException;
import org.drover.shared.plugin.MemberBatch;
import org.drover.shared.plugin.MemberTransform;
import org.drover.shared.plugin.Plugins;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;

class OwnTransformsTest {

  private static final Plugins PLUGINS = Plugins.of(List.of(new Counting()));

  @Test
  void aCoordinatorWithoutTheJarSaysSo() {
    Spec spec = spec("{java: {transform: phone-numbers, of: [a], into: [b]}}");

    assertThat(OwnTransforms.against(spec, PLUGINS))
        .singleElement()
        .asString()
        .startsWith(
            "transform.java: there is no transform 'phone-numbers' on the class path; there are:"
                + " counting 3.");
    assertThatThrownBy(() -> OwnTransforms.of(List.of(spec), PLUGINS))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("this coordinator cannot plan it: transform.java: there is no");
  }

  @Test
  void theTransformItselfSaysWhatItCannotDo() {
    Spec spec =
        spec(
            "{java: {transform: counting, of: [a], into: [b], config: {from: x}, repeatable:"
                + " true}}");

    assertThat(OwnTransforms.against(spec, PLUGINS))
        .containsExactly(
            "transform.java: the transform 'counting' 3 says of itself that it cannot run again;"
                + " leave 'repeatable' out",
            "transform.java: counting: 'from' is a number");
  }

  @Test
  void aPassIsPlannedWithTheVersionsThatThereAre() {
    Spec own = spec("{java: {transform: counting, of: [a], into: [b], config: {from: 1}}}");

    assertThat(OwnTransforms.of(List.of(own), PLUGINS)).isEqualTo(Map.of("counting", "3"));
    assertThat(OwnTransforms.of(List.of(spec("{set: {a: 1}}")), PLUGINS)).isEmpty();
  }

  private static Spec spec(String step) {
    String text = "{migration: m, select: {label: A}, transform: [" + step + "]}";
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }

  private static final class Counting implements MemberTransform {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String version() {
      return "3";
    }

    @Override
    public boolean repeatable() {
      return false;
    }

    @Override
    public List<String> against(Setting setting) {
      return setting.config().get("from") instanceof Long
          ? List.of()
          : List.of("'from' is a number");
    }

    @Override
    public void run(Setting setting, MemberBatch batch) {
      throw new UnsupportedOperationException("nobody calls it");
    }
  }
}
