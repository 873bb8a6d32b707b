package org.drover.shared.journal;

/**
 * What rollbacks of one and the same came to, by their journaled ranges.
 *
 * @param changed members that were put back
 * @param changedSince members that were not as the migration left them, whatever was done with them
 * @param digests ranges whose digest from before is known, and was taken again
 * @param asBefore those among them that have the same one
 */
public record Restored(long changed, long changedSince, long digests, long asBefore) {

  public static final Restored NOTHING = new Restored(0, 0, 0, 0);

  public Restored plus(Restored other) {
    return new Restored(
        changed + other.changed,
        changedSince + other.changedSince,
        digests + other.digests,
        asBefore + other.asBefore);
  }
}
