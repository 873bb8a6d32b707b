package org.drover.worker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.drover.shared.graph.GraphException;
import org.drover.shared.plugin.Plugins;
import org.junit.jupiter.api.Test;

class PlannedTransformsTest {

  private static final Plugins NONE = Plugins.of(List.of());

  @Test
  void aWorkerWithoutTheTransformSaysWhichVersionIsMissingOnWhom() {
    assertThatThrownBy(
            () -> PlannedTransforms.require(Map.of("phone-numbers", "1.2"), NONE, "10.0.0.7:7481"))
        .isInstanceOfSatisfying(
            GraphException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(GraphException.Kind.FATAL))
        .hasMessage(
            "worker 10.0.0.7:7481 refuses the shard: the pass was planned with version 1.2 of the"
                + " transform 'phone-numbers', and the class path has none of that name; there are none. Put"
                + " its jar into the folder 'plugins' of every coordinator and worker, and start"
                + " them again; then resume");
  }

  @Test
  void aPassWithoutSuchTransformsNeedsNone() {
    assertThatCode(() -> PlannedTransforms.require(null, NONE, "any")).doesNotThrowAnyException();
  }
}
