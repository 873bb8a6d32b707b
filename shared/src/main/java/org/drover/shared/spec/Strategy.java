package org.drover.shared.spec;

/** Where a migration may write, and so how it is rolled back. */
public enum Strategy {
  /** New properties and labels beside the old ones; nothing that exists is changed. */
  SHADOW,
  /** Over the old values: only undo records bring them back. */
  IN_PLACE,
  /** Labels are added and removed; no property is touched. */
  LABEL
}
