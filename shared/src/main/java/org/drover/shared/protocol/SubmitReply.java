package org.drover.shared.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a submission. */
public sealed interface SubmitReply extends Wire {

  /**
   * It is known now, or was already, with the same spec or one that it may go by instead.
   *
   * @param amended what that one changed; null if nothing
   */
  record Accepted(
      MigrationView migration,
      boolean created,
      @JsonInclude(Include.NON_NULL) @Nullable String amended)
      implements SubmitReply {

    /** By the spec that it had, if it had one. */
    public Accepted(MigrationView migration, boolean created) {
      this(migration, created, null);
    }
  }

  /** The spec is wrong, or does not fit the graph. Nothing was touched. */
  record Refused(List<String> errors) implements SubmitReply {}

  /**
   * The id is taken by another spec.
   *
   * @param difference one line for each place in which they differ
   */
  record Conflict(List<String> difference) implements SubmitReply {}

  /** The graph cannot be reached, so nothing could be checked. Nothing was touched. */
  record Unavailable(String why) implements SubmitReply {}
}
