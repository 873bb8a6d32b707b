package org.drover.deploy.run;

import java.util.List;

/** What a person wrote cannot be used; the message says everything that is wrong with it. */
public final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  public BadInput(String message) {
    super(message);
  }

  public BadInput(String message, Throwable cause) {
    super(message, cause);
  }

  /** One message out of several, each on a line of its own below the headline. */
  public static BadInput of(String headline, List<String> errors) {
    return new BadInput(headline + "\n  " + String.join("\n  ", errors));
  }
}
