package org.drover.sandbox;

import org.jspecify.annotations.Nullable;

/** A local PostgreSQL could not be had; the message is one sentence that an operator can act on. */
public final class LocalPostgresException extends RuntimeException {

  LocalPostgresException(String message) {
    this(message, null);
  }

  LocalPostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
