package org.drover.worker.node;

import java.util.Map;
import org.drover.shared.graph.GraphException;
import org.drover.shared.plugin.Plugins;
import org.jspecify.annotations.Nullable;

/**
 * Whether a worker computes what was planned. Another build would write something else, silently.
 */
final class PlannedTransforms {

  private PlannedTransforms() {}

  /**
   * @param planned versions by name; null if the pass runs no transform of the operator's own
   * @throws GraphException if this worker has not the same
   */
  static void require(@Nullable Map<String, String> planned, Plugins plugins, String worker) {
    String against = planned == null ? "" : plugins.against(planned);
    if (!against.isEmpty()) {
      throw new GraphException(
          GraphException.Kind.FATAL,
          "worker %s refuses the shard: %s; then resume".formatted(worker, against),
          null);
    }
  }
}
