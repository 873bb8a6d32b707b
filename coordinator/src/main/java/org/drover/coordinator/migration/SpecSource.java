package org.drover.coordinator.migration;

import org.drover.shared.replay.SubmittedSpec;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReading;
import org.jspecify.annotations.Nullable;

/**
 * A spec's source text, and what it says. It is asked several times a second and read once, when
 * somebody asks first: the events of a spec that cannot be read any more can still be replayed.
 */
final class SpecSource {

  private final String text;

  /** Whoever reads at the same time finds the same. */
  private volatile SpecReading.@Nullable Ready reading;

  SpecSource(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  Spec spec() {
    return read().spec();
  }

  boolean saysTheSameAs(SpecReading.Ready other) {
    return read().hash().equals(other.hash());
  }

  private SpecReading.Ready read() {
    SpecReading.Ready known = reading;
    if (known == null) {
      known = SubmittedSpec.read(text);
      reading = known;
    }
    return known;
  }

  /** By the text alone. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SpecSource source && text.equals(source.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
