package org.drover.coordinator.api;

/** The request is not what was expected; the message says what was. */
final class BadRequest extends RuntimeException {

  private static final long serialVersionUID = 1;

  BadRequest(String message) {
    super(message);
  }

  BadRequest(String message, Throwable cause) {
    super(message, cause);
  }
}
