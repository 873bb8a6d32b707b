package org.drover.worker.range;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;

/** What constraints and indexes a pass bears on, by what it writes. */
final class Bearing {

  private final Selection selection;
  private final Set<String> written;
  private final Set<String> labelsGained;
  private final boolean loses;

  private Bearing(Spec spec, Function<Footprint, Set<String>> labelsGained) {
    this.selection = spec.selection();
    this.written = spec.written();
    this.loses = spec.leavesSelection();
    this.labelsGained =
        spec.transform().stream()
            .flatMap(step -> labelsGained.apply(Footprint.of(step)).stream())
            .collect(Collectors.toSet());
  }

  /** By what a spec's steps will write. */
  static Bearing forward(Spec spec) {
    return new Bearing(spec, Footprint::labelsAdded);
  }

  /** By putting back what they replaced. */
  static Bearing backward(Spec spec) {
    return new Bearing(spec, Footprint::labelsRemoved);
  }

  /**
   * Whether a member may get something that is held against it there.
   *
   * @param of a label or type
   * @param properties that count together
   */
  boolean isOn(String of, Collection<String> properties) {
    boolean some = properties.stream().anyMatch(written::contains);
    return switch (selection.kind()) {
      case NODE -> some || gives(of);
      // It is of one type, and stays so.
      case RELATIONSHIP -> some && (selection.isWhole() || of.equals(selection.name()));
    };
  }

  /** Whether members may get the label. */
  boolean gives(String label) {
    return labelsGained.contains(label);
  }

  /** Whether all members have the label or type, and keep it. */
  boolean isOfAll(String label) {
    return label.equals(selection.name()) && !loses;
  }
}
