package org.drover.coordinator.access;

import java.util.Locale;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
  /** Read everything that the API shows, and change nothing. */
  VIEWER,

  /** Submit migrations, and steer them in ways that can be taken back. */
  OPERATOR,

  /** All the rest: what cannot be taken back, and what runs an operator's own statements. */
  ADMINISTRATOR;

  /** Whether this role includes that one. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** As it is written in token files, on the command line and in messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
