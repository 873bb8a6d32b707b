package org.drover.shared.transform;

/** Says why values are no map of properties, or a text is none; never names a value. */
final class NoMapException extends RuntimeException {

  private final String reason;

  NoMapException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
