package org.drover.shared.plugin;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A transform of one's own, for a {@code java} step. Its class is public, has a public constructor
 * without parameters, and stands in {@code META-INF/services/} of its jar under this interface's
 * name. One object serves all threads of a node: it keeps nothing between calls.
 */
public interface MemberTransform {

  /** By which specs call it: 1 to 80 letters, digits, '.', '_' and '-'. */
  String name();

  /**
   * Distinguishes builds that make something else of the same values. Each worker of a pass must
   * have the version that the coordinator had when it planned the pass. Like a name, but up to 40.
   */
  String version();

  /**
   * Whether it always makes the same of the same values, so that it may run over a member again: by
   * a sweep, a cut-over, or a rigorous verification. Nothing from outside may enter then, not even
   * the time.
   */
  boolean repeatable();

  /** What is wrong with a step, each in a sentence, for whoever submits it; empty if it fits. */
  default List<String> against(Setting setting) {
    return List.of();
  }

  /**
   * Transforms members. Each is transformed alone: what becomes of it must not depend on who stands
   * beside it. If it throws, it is called again for each member, and those for which it throws
   * again go into quarantine.
   */
  void run(Setting setting, MemberBatch batch);

  /**
   * What a step says.
   *
   * @param of the properties that are read, in the spec's order
   * @param into the properties that may be written, in the spec's order
   * @param config whatever else the spec says; values are Long, Double, Boolean, String, or a List
   *     of one of these
   */
  record Setting(List<String> of, List<String> into, Map<String, Object> config) {
    public Setting {
      of = List.copyOf(of);
      into = List.copyOf(into);
      config = Collections.unmodifiableMap(new TreeMap<>(config));
    }
  }
}
