package org.drover.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/** Waits for the ends of processes. */
public final class Ended {

  private static final long PATIENCE_MINUTES = 3;

  private Ended() {}

  /**
   * The process's exit code, when it has ended, which it must do within minutes. The calling thread
   * waits itself: those that wait for others are two on a small machine, and may be taken.
   */
  public static int code(Process process) {
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
          .as("%s ends", process.info().command().orElse("the process"))
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a process to end", e);
    }
  }
}
