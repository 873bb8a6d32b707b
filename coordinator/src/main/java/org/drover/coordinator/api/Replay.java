package org.drover.coordinator.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.drover.shared.evidence.Quarantine.Listed;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.Visit;
import org.jspecify.annotations.Nullable;

/**
 * What the API asks of the journal about what was. Everything is answered from events alone, so
 * also for a migration that does not answer. Stages fail as those of {@link Migrations} do.
 */
public interface Replay {

  /** How many events one answer has at most. */
  int PAGE_MAX = 1_000;

  /** How many stretches a timeline has at most. */
  int STRETCHES_MAX = 1_000;

  /**
   * An event.
   *
   * @param kind in a word, such as {@code PaceChanged}
   * @param at when, in ISO 8601
   * @param event as it is kept, in JSON
   */
  record JournalEvent(long sequence, String kind, String at, @JsonRawValue String event) {}

  /**
   * One shard of one pass.
   *
   * @param pass 1, 2, 3 …
   * @param number 0, 1, 2 … within the pass
   */
  record ShardOfPass(int pass, int number) {

    /** What it looks like in a question. */
    public static final String EXPECTED = "a pass and a shard, such as 1/3";

    /**
     * @throws IllegalArgumentException if it is none
     */
    public static ShardOfPass parse(String text) {
      String[] parts = text.split("/", -1);
      try {
        if (parts.length == 2) {
          return new ShardOfPass(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
      } catch (NumberFormatException noNumber) {
        throw new IllegalArgumentException("expected " + EXPECTED, noNumber);
      }
      throw new IllegalArgumentException("expected " + EXPECTED);
    }
  }

  /**
   * A moment of a migration's past: an instant, or the event after which it was. Exactly one of
   * them is there.
   */
  record Moment(@Nullable Instant at, @Nullable Long sequence) {}

  /**
   * A part of a migration's events, or of one of its shards, in their order.
   *
   * @param shard null for the migration's own events
   * @param after only events with greater numbers
   * @param most at least 1, at most {@link #PAGE_MAX}
   */
  CompletionStage<List<JournalEvent>> journal(
      String id, @Nullable ShardOfPass shard, long after, int most);

  /** How the migration stood at an earlier moment, as far as its journal knows. */
  CompletionStage<PastView> past(String id, Moment moment);

  /**
   * How a migration stood.
   *
   * @param at when that was
   */
  record PastView(Instant at, MigrationView migration) {}

  /**
   * Where the time of a pass went.
   *
   * @param pass null for the last one
   * @param stretches at least 1, at most {@link #STRETCHES_MAX}
   */
  CompletionStage<Timeline> timeline(String id, @Nullable Integer pass, int stretches);

  /** What became of one member, by its id or by the value by which passes visit it. */
  CompletionStage<MemberHistory> visits(String id, String key);

  /**
   * What became of one member.
   *
   * @param visits what each pass did about it, in their order
   * @param quarantined its entry if the key is the id of a member in quarantine; else null
   */
  record MemberHistory(String key, List<Visit> visits, @Nullable Listed quarantined) {

    public MemberHistory {
      visits = List.copyOf(visits);
    }
  }
}
