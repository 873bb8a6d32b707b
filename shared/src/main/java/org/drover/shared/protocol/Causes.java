package org.drover.shared.protocol;

import java.util.concurrent.CompletionException;

/** What lies behind an answer that failed on its way through a chain of stages. */
public final class Causes {

  private Causes() {}

  /** The failure itself, whether or not a stage has wrapped it. */
  public static Throwable of(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
