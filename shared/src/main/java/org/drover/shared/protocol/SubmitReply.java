package org.drover.shared.protocol;

import java.util.List;

/** What became of a submission. */
public sealed interface SubmitReply extends Wire {

  /** It is known now, or was already, with the same spec. */
  record Accepted(MigrationView migration, boolean created) implements SubmitReply {}

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
