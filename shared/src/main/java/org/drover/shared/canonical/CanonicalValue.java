package org.drover.shared.canonical;

/** A value that Java has no type for, and that knows its canonical form. */
@FunctionalInterface
public interface CanonicalValue {

  /** Writes exactly one value. */
  void encode(CanonicalEncoder encoder);
}
