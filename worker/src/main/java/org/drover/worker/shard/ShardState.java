package org.drover.worker.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.Stored;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/** What a shard knows about itself: a function of its events and of nothing else. */
public sealed interface ShardState extends Stored {

  ShardState apply(ShardEvent event);

  /** What happened, and the end of the shard if that was the last of it. */
  default List<ShardEvent> withEnd(List<ShardEvent> happened, Instant at) {
    List<ShardEvent> events = new ArrayList<>(happened);
    ShardState after = this;
    for (ShardEvent event : happened) {
      after = after.apply(event);
    }
    if (after instanceof Open open && open.position().atEndOf(open.plan())) {
      events.add(new ShardEvent.Finished(open.position().tally(), at));
    }
    return events;
  }

  /** When an operator decided what this shard has used last; null if it never was. */
  @Nullable Instant decided();

  /** Before its plan has come: nothing can be done but to be assigned one. */
  record Unassigned() implements ShardState {
    @Override
    public ShardState apply(ShardEvent event) {
      return switch (event) {
        case ShardEvent.Assigned assigned ->
            new Open(
                assigned.plan(),
                assigned.kind(),
                Position.before(assigned.plan()),
                0,
                0,
                null,
                List.of());
        case ShardEvent.Claimed claimed -> throw outOfPlace(this, event);
        case ShardEvent.RangeFinished finished -> throw outOfPlace(this, event);
        case ShardEvent.Retried retried -> throw outOfPlace(this, event);
        case ShardEvent.Realigned realigned -> throw outOfPlace(this, event);
        case ShardEvent.Narrowed narrowed -> throw outOfPlace(this, event);
        case ShardEvent.Finished finished -> throw outOfPlace(this, event);
      };
    }

    @Override
    public @Nullable Instant decided() {
      return null;
    }
  }

  /**
   * Between its first range and its last.
   *
   * @param plan as it is by now
   * @param epoch the number of its last owner; 0 before the first, and in a survey
   * @param narrowed how many times the slice was narrowed
   * @param decided which of an operator's decisions it has used, the last one; null if none
   * @param ends where its slice was narrowed to; older snapshots do not know it
   */
  record Open(
      ShardPlan plan,
      PassKind kind,
      Position position,
      long epoch,
      int narrowed,
      @JsonInclude(Include.NON_NULL) @Nullable Instant decided,
      @JsonInclude(Include.NON_EMPTY) List<Key> ends)
      implements ShardState {

    public Open {
      ends = known(ends);
    }

    @Override
    public ShardState apply(ShardEvent event) {
      return switch (event) {
        case ShardEvent.Assigned assigned -> throw outOfPlace(this, event);
        case ShardEvent.Claimed claimed ->
            new Open(
                plan, kind, position, claimed.epoch(), narrowed, latest(claimed, decided), ends);
        case ShardEvent.RangeFinished finished ->
            new Open(plan, kind, position.after(finished), epoch, narrowed, decided, ends);
        case ShardEvent.Retried retried -> this;
        case ShardEvent.Realigned realigned ->
            new Open(plan, kind, position.at(realigned, plan), epoch, narrowed, decided, ends);
        case ShardEvent.Narrowed earlier ->
            new Open(
                narrowedTo(earlier), kind, position, epoch, narrowed + 1, decided, ends(earlier));
        case ShardEvent.Finished finished ->
            new Ended(plan, kind, position, epoch, narrowed, decided, ends);
      };
    }

    private List<Key> ends(ShardEvent.Narrowed earlier) {
      List<Key> all = new ArrayList<>(ends);
      all.add(earlier.to());
      return all;
    }

    /** About half of what is not visited yet is left to it. */
    private ShardPlan narrowedTo(ShardEvent.Narrowed earlier) {
      long visited = position.tally().visited();
      return plan.narrowed(earlier.to(), visited + Math.max(0, plan.expected() - visited) / 2);
    }
  }

  /** At the end of its slice. */
  record Ended(
      ShardPlan plan,
      PassKind kind,
      Position position,
      long epoch,
      int narrowed,
      @JsonInclude(Include.NON_NULL) @Nullable Instant decided,
      @JsonInclude(Include.NON_EMPTY) List<Key> ends)
      implements ShardState {

    public Ended {
      ends = known(ends);
    }

    @Override
    public ShardState apply(ShardEvent event) {
      return switch (event) {
        case ShardEvent.Assigned assigned -> throw outOfPlace(this, event);
        case ShardEvent.Claimed claimed ->
            new Ended(
                plan, kind, position, claimed.epoch(), narrowed, latest(claimed, decided), ends);
        case ShardEvent.RangeFinished finished -> throw outOfPlace(this, event);
        case ShardEvent.Retried retried -> throw outOfPlace(this, event);
        case ShardEvent.Realigned realigned ->
            new Open(plan, kind, position.at(realigned, plan), epoch, narrowed, decided, ends);
        case ShardEvent.Narrowed earlier -> throw outOfPlace(this, event);
        case ShardEvent.Finished finished -> this;
      };
    }
  }

  /**
   * How far a shard is.
   *
   * @param sequence how many ranges are finished
   * @param cursor the last finished key; before the first range where the slice begins, which is
   *     null if that is below every key
   */
  record Position(long sequence, @Nullable Key cursor, Tally tally) {

    static Position before(ShardPlan plan) {
      return new Position(0, plan.slice().from(), Tally.NONE);
    }

    Position after(ShardEvent.RangeFinished range) {
      if (range.sequence() != sequence + 1) {
        throw new IllegalStateException(
            "range " + range.sequence() + " follows range " + sequence + " in the journal");
      }
      return behind(range.to(), range.tally());
    }

    /** With one more range, which may not be in the journal yet. */
    Position behind(Key to, Tally range) {
      return new Position(sequence + 1, to, tally.plus(range));
    }

    /** The tally stays: it says what was done, also what was done twice. */
    Position at(ShardEvent.Realigned realigned, ShardPlan plan) {
      Key cursor = realigned.cursor() == null ? plan.slice().from() : realigned.cursor();
      return new Position(realigned.sequence(), cursor, tally);
    }

    boolean atEndOf(ShardPlan plan) {
      return plan.slice().to().equals(cursor);
    }
  }

  private static List<Key> known(@Nullable List<Key> ends) {
    return ends == null ? List.of() : List.copyOf(ends);
  }

  private static @Nullable Instant latest(ShardEvent.Claimed claimed, @Nullable Instant before) {
    return claimed.decided() == null ? before : claimed.decided();
  }

  private static IllegalStateException outOfPlace(ShardState state, ShardEvent event) {
    return new IllegalStateException(
        "the journal has %s where the shard is %s"
            .formatted(event.getClass().getSimpleName(), state.getClass().getSimpleName()));
  }
}
