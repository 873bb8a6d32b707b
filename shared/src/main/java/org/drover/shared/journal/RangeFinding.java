package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * Something that a range met and a person should know.
 *
 * @param id the member; null if no single one is meant
 * @param text what was expected and found; never a property's value
 */
public record RangeFinding(
    Kind kind, @JsonInclude(Include.NON_NULL) @Nullable Long id, String text) {

  /** What is the matter. The names are storage format. */
  public enum Kind {
    /** A member is not as the migration wrote it. */
    CHANGED_SINCE,
    /** A member that the migration wrote is not there any more. */
    GONE,
    /** A range, or the whole, has another number of members than it had. */
    COUNT,
    /** A range's values are not those that were written. */
    DIGEST,
    /** A member's values are not what the transform makes of it. */
    VALUE,
    /** Two members share what must be unique. */
    COLLISION,
    /** A fence is not where its shard ended. */
    FENCE,
    /** A member would not be migrated, but put into quarantine. */
    REFUSED,
    /** There are more or fewer relationships than there were. */
    RELATIONSHIPS,
    /** A declared query returns something else than before. */
    QUERY,
    /** A declared query takes longer than before. */
    LATENCY,
    /** A probe did not come back as it should. */
    PROBE,
    /** An undo record is not the one that was stored: a rollback could not use it. */
    UNDO,
    /** Somebody wrote although nobody was to. */
    FOREIGN_WRITES,
    /** Members came since, under live writes, that no range has visited. */
    LATE,
    /** Under live writes, values were written since, and agree with the transform. */
    REWRITTEN,
    /** What members of a range of a rollback had is still in use; the next pass tries again. */
    PUT_OFF;

    /** Whether it is only told: nothing is wrong, and it counts as no difference. */
    public boolean isNote() {
      return this == REWRITTEN || this == PUT_OFF;
    }
  }
}
