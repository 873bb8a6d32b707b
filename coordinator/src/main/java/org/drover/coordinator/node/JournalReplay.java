package org.drover.coordinator.node;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.drover.coordinator.api.Migrations.NoSuchMigration;
import org.drover.coordinator.api.Migrations.NotPossible;
import org.drover.coordinator.api.Replay;
import org.drover.coordinator.migration.Past;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.Quarantine.Listed;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.postgres.JournalReader;
import org.drover.shared.postgres.JournalReader.KeptEvent;
import org.drover.shared.replay.SubmittedSpec;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.TimelineWalk;
import org.drover.shared.replay.Visit;
import org.drover.shared.replay.VisitSearch;
import org.jspecify.annotations.Nullable;

/** Answers the API out of the journal alone, so that what does not answer can be looked into. */
final class JournalReplay implements Replay {

  private final JournalReader journal;
  private final Quarantine quarantine;
  private final PlannerThreads threads;
  private final InstantSource clock;

  JournalReplay(
      JournalReader journal, Quarantine quarantine, PlannerThreads threads, InstantSource clock) {
    this.journal = journal;
    this.quarantine = quarantine;
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public CompletionStage<List<JournalEvent>> journal(
      String id, @Nullable ShardOfPass shard, long after, int most) {
    return threads.run(() -> page(id, shard, after, Math.clamp(most, 1, PAGE_MAX)));
  }

  private List<JournalEvent> page(String id, @Nullable ShardOfPass shard, long after, int most) {
    String events =
        shard == null
            ? PersistenceIds.of(id)
            : PersistenceIds.of(new ShardId(id, shard.pass(), shard.number()));
    List<KeptEvent> kept = journal.page(events, after, most);
    if (kept.isEmpty() && journal.highestSequenceNr(events) == 0) {
      exists(id);
      throw new NotPossible(
          "pass %d of '%s' has no shard %d that has begun"
              .formatted(shard == null ? 0 : shard.pass(), id, shard == null ? 0 : shard.number()));
    }
    return kept.stream().map(JournalReplay::shown).toList();
  }

  private static JournalEvent shown(KeptEvent event) {
    String at = EventJson.node(event.json()).path("at").asText();
    return new JournalEvent(event.sequence(), event.kind(), at, event.json());
  }

  private void exists(String id) {
    if (journal.highestSequenceNr(PersistenceIds.of(id)) == 0) {
      throw new NoSuchMigration(id);
    }
  }

  @Override
  public CompletionStage<PastView> past(String id, Moment moment) {
    return threads.run(
        () -> {
          List<JournalEntry> own = own(id);
          Past past =
              Past.at(id, own, moment.at(), moment.sequence())
                  .orElseThrow(
                      () ->
                          new NotPossible(
                              "'%s' was not submitted yet then; its first event is of %s"
                                  .formatted(id, events(own).getFirst().at())));
          try (Stream<JournalEntry> shards = journal.shardEvents(id, past.pass())) {
            return new PastView(past.at(), past.view(shards));
          }
        });
  }

  @Override
  public CompletionStage<Timeline> timeline(String id, @Nullable Integer pass, int stretches) {
    return threads.run(
        () -> {
          List<MigrationEvent> own = events(own(id));
          return TimelineWalk.timeline(
                  id,
                  own,
                  Limits.of(SubmittedSpec.of(own)),
                  pass,
                  Math.clamp(stretches, 1, STRETCHES_MAX),
                  clock.instant(),
                  number -> journal.shardEvents(id, number))
              .orElseThrow(() -> new NotPossible(noPass(id, pass)));
        });
  }

  private static String noPass(String id, @Nullable Integer pass) {
    return pass == null
        ? "'%s' has not begun a pass yet".formatted(id)
        : "'%s' has no pass %d".formatted(id, pass);
  }

  @Override
  public CompletionStage<MemberHistory> visits(String id, String key) {
    return threads.run(
        () -> {
          exists(id);
          try (Stream<JournalEntry> events = journal.events(id)) {
            List<Visit> visits = VisitSearch.of(key, events);
            return new MemberHistory(key, visits, quarantined(id, key));
          }
        });
  }

  /** Entries are by id; a key that is none is not among them. */
  private @Nullable Listed quarantined(String id, String key) {
    try {
      long member = Long.parseLong(key);
      return quarantine.list(id, member - 1, 1).stream()
          .filter(listed -> listed.entry().member() == member)
          .findFirst()
          .orElse(null);
    } catch (NumberFormatException noId) {
      return null;
    }
  }

  private List<JournalEntry> own(String id) {
    List<JournalEntry> own = journal.own(id);
    if (own.isEmpty()) {
      throw new NoSuchMigration(id);
    }
    return own;
  }

  private static List<MigrationEvent> events(List<JournalEntry> own) {
    return own.stream()
        .map(JournalEntry::event)
        .filter(MigrationEvent.class::isInstance)
        .map(MigrationEvent.class::cast)
        .toList();
  }
}
