package org.drover.shared.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The journal database cannot be used; the message is one sentence that an operator can act on, and
 * holds no credential.
 */
public final class JournalException extends RuntimeException {

  JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
