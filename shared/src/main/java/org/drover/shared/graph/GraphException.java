package org.drover.shared.graph;

import org.jspecify.annotations.Nullable;

/** A graph did not do what was asked; its kind says what may be done about it. */
public final class GraphException extends RuntimeException {

  /** What happened to the transaction, and what helps. */
  public enum Kind {
    /**
     * Not committed; the same again, later: deadlock, leader switch, connection lost, pool full.
     */
    TRANSIENT,
    /** Not committed; the same again, but smaller: memory limit, time limit. */
    TOO_BIG,
    /** Nobody knows whether it was committed; the fence does. */
    UNKNOWN_OUTCOME,
    /** Not committed; a value or a constraint refuses it, and always will. */
    BAD_DATA,
    /** Not committed; a successor owns the shard. */
    FENCED,
    /** The database cannot be reached, or refuses the credentials. */
    UNREACHABLE,
    /** Not committed; nothing helps but a person. */
    FATAL
  }

  private final Kind kind;
  private final String reason;

  /**
   * @param message what happened, for which id, expected and found; never a credential, never a
   *     property's value
   */
  public GraphException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, message);
  }

  /**
   * @param reason the same without what was being done
   */
  public GraphException(Kind kind, String message, @Nullable Throwable cause, String reason) {
    super(message, cause);
    this.kind = kind;
    this.reason = reason;
  }

  /** What is the matter, whatever was being done; never a property's value. */
  public String reason() {
    return reason;
  }

  public Kind kind() {
    return kind;
  }
}
