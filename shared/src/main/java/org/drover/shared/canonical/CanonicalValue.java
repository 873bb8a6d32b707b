package org.drover.shared.canonical;

/** A value that Java has no type for, and that knows its canonical form. */
@FunctionalInterface
public interface CanonicalValue {

  /** Writes itself as exactly one value; more or none would shift all that follow. */
  void encode(CanonicalEncoder encoder);
}
