package org.drover.shared.spec;

import java.util.List;

/**
 * Which members are one and the same, and what becomes of all but the one with the lowest id. A
 * member that lacks one of the properties is no duplicate.
 *
 * @param by properties that are equal in duplicates; the first one has a range index
 */
public record Dedupe(List<String> by, OnDuplicate onDuplicate) {

  public Dedupe {
    by = List.copyOf(by);
  }

  /** What becomes of a duplicate. */
  public enum OnDuplicate {
    /** It stays as it is, and is counted. */
    SKIP,
    /** It stays as it is, and is listed. */
    QUARANTINE
  }
}
