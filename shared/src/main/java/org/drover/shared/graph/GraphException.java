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
  private final String brief;

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
    this(kind, message, cause, reason, brief(kind));
  }

  /**
   * @param brief a few words of the program's own, or the database's code: what may be journaled
   */
  public GraphException(
      Kind kind, String message, @Nullable Throwable cause, String reason, String brief) {
    super(message, cause);
    this.kind = kind;
    this.reason = reason;
    this.brief = brief;
  }

  private static String brief(Kind kind) {
    return switch (kind) {
      case TRANSIENT -> "the database undid it";
      case TOO_BIG -> "too much at a time";
      case UNKNOWN_OUTCOME -> "the answer to the commit was lost";
      case BAD_DATA -> "a value or a constraint refused it";
      case FENCED -> "a successor owns the shard";
      case UNREACHABLE -> "the database did not answer";
      case FATAL -> "it needs a person";
    };
  }

  /** What is the matter in words that hold nothing of what the database said but its code. */
  public String brief() {
    return brief;
  }

  /** What is the matter, whatever was being done; never a property's value. */
  public String reason() {
    return reason;
  }

  public Kind kind() {
    return kind;
  }
}
