package org.drover.shared.canonical;

/** A value is of a type that the canonical encoding does not know. */
public final class NoCanonicalFormException extends RuntimeException {

  NoCanonicalFormException(Object value) {
    super("a value of type " + value.getClass().getSimpleName() + " has no canonical form");
  }

  /** Never null, and never the value. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
