package org.drover.deploy.node;

/**
 * An address of a node is taken, or none of this machine's. The message says which and what to do.
 */
public final class CannotListen extends RuntimeException {

  private static final long serialVersionUID = 1;

  CannotListen(String message, Throwable cause) {
    super(message, cause);
  }
}
