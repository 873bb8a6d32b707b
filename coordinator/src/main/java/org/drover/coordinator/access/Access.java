package org.drover.coordinator.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who a caller is. */
public interface Access {

  /**
   * The caller with this token.
   *
   * @param token as the caller sent it; null if it sent none
   * @return empty if nobody has it
   */
  Optional<Caller> caller(@Nullable String token);

  /** Whether callers need a token at all. */
  boolean guarded();

  /** Anybody may do anything: right only where nobody but the machine's own users can call. */
  static Access open() {
    return new Open();
  }
}
