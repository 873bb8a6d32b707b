package org.drover.deploy.client;

/** Nobody answered where a database or a coordinator should be; the message says where. */
public final class Unreachable extends RuntimeException {

  private static final long serialVersionUID = 1;

  public Unreachable(String message, Throwable cause) {
    super(message, cause);
  }

  public Unreachable(String message) {
    super(message);
  }
}
