package org.drover.shared.replay;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's events alone show: that the finished ranges of every shard, and the shards of
 * every pass, tile the keyspace without gap or overlap, with one event each.
 *
 * @param holds whether there is no finding at all
 * @param passes in the order of their numbers
 * @param findings what concerns the migration as a whole
 */
public record Proof(
    String migration, boolean holds, List<PassProof> passes, List<Finding> findings) {

  public Proof {
    passes = List.copyOf(passes);
    findings = List.copyOf(findings);
  }

  /**
   * One pass.
   *
   * @param kind null if the event that starts the pass is missing
   * @param shards how many were planned
   * @param ranges how many distinct ones were finished
   * @param reconciled how many of these were recovered from a fence after a crash
   * @param takeovers how often a shard changed its owner
   */
  public record PassProof(
      int pass,
      @Nullable PassKind kind,
      int shards,
      long ranges,
      Tally tally,
      long reconciled,
      long takeovers,
      List<Finding> findings) {

    public PassProof {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Something that keeps the proof from holding.
   *
   * @param shard its number within the pass, or null if no single shard is concerned
   * @param text what was expected and found, with keys and sequence numbers
   */
  public record Finding(@Nullable Integer shard, Kind kind, String text) {

    /** In what way the journal does not add up. */
    public enum Kind {
      /** Keys that no range or no shard covers. */
      GAP,
      /** Keys that more than one covers. */
      OVERLAP,
      /** The same thing recorded twice. */
      DUPLICATE,
      /** An event that was once written is not there any more. */
      MISSING,
      /** Something has not come to its end. */
      UNFINISHED,
      /** Events of a shard that no plan has, or that was planned otherwise. */
      UNPLANNED,
      /** A sum that is not the sum of its parts. */
      MISCOUNTED,
      /** An epoch that does not follow from the ones before. */
      STALE_EPOCH,
      /**
       * An operator decided what counts; the journal alone proves nothing about what was before.
       */
      REALIGNED
    }
  }

  /**
   * Proves a migration that has come to its end.
   *
   * @param entries all events of the migration and its shards; those of one persistence id in their
   *     order
   */
  public static Proof of(String migration, Iterator<JournalEntry> entries) {
    return new MigrationWalk(migration).over(entries).conclude(false);
  }

  /** The same; does not close the stream. */
  public static Proof of(String migration, Stream<JournalEntry> entries) {
    return of(migration, entries.iterator());
  }

  /** Proves what a migration has done so far: that it is not finished yet is no finding. */
  public static Proof soFar(String migration, Iterator<JournalEntry> entries) {
    return new MigrationWalk(migration).over(entries).conclude(true);
  }

  /** The same; does not close the stream. */
  public static Proof soFar(String migration, Stream<JournalEntry> entries) {
    return soFar(migration, entries.iterator());
  }
}
