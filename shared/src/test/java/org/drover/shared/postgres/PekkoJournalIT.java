package org.drover.shared.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.Stored;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pekko writes and recovers what this package's schema keeps and its reader reads. */
class PekkoJournalIT {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final ShardId SHARD = new ShardId("m", 1, 0);
  private static final List<ShardEvent> EVENTS =
      List.of(
          new ShardEvent.Assigned(
              new ShardPlan(0, new Keyspace.Ids(100_000), Slice.ids(-1, 20), 21),
              PassKind.BACKFILL,
              AT),
          new ShardEvent.Claimed(1, "pekko://drover@127.0.0.1:25520", null, AT),
          new ShardEvent.RangeFinished(
              1, Key.of(-1L), Key.of(10L), new Tally(10, 9), 1, 25, false, AT),
          new ShardEvent.RangeFinished(
              2, Key.of(10L), Key.of(20L), new Tally(10, 9), 1, 25, false, AT),
          new ShardEvent.Finished(new Tally(20, 18), AT));

  private final String url = TestPostgres.emptyDatabase();
  private final JournalDatabase journal = TestPostgres.journal(url);

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void whatIsPersistedIsRecoveredAndReadableAsPlainJson() throws Exception {
    List<String> told = EVENTS.stream().map(PekkoJournalIT::json).toList();
    assertThat(persist(EVENTS)).isEqualTo(told);

    assertThat(persist(List.of())).isEqualTo(told);
    assertThat(query("SELECT convert_from(event_payload, 'UTF8') FROM event_journal ORDER BY 1"))
        .isEqualTo(told.stream().sorted().toList());
    assertThat(query("SELECT DISTINCT tag FROM event_tag")).containsExactly("m");
    assertThat(query("SELECT max(sequence_number)::text FROM snapshot")).containsExactly("4");
    try (Stream<JournalEntry> stored = journal.reader().shardEvents("m", 1)) {
      assertThat(stored.map(JournalEntry::event)).isEqualTo(EVENTS);
    }
    assertThat(journal.reader().highestSequenceNr(PersistenceIds.of(SHARD))).isEqualTo(5);
  }

  /** Runs an actor system that recovers the shard, persists the events, and tells what it has. */
  private List<String> persist(List<ShardEvent> events) throws Exception {
    Config config = TestSystem.config(url, "");
    ActorSystem<Recorder.Command> system =
        ActorSystem.create(
            new Recorder(PersistenceId.ofUniqueId(PersistenceIds.of(SHARD))), "it", config);
    try {
      for (ShardEvent event : events) {
        system.tell(new Recorder.Keep(event));
      }
      return AskPattern.ask(system, Recorder.Tell::new, Duration.ofSeconds(20), system.scheduler())
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS)
          .events();
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  private List<String> query(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = journal.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }

  private static String json(ShardEvent event) {
    return new String(EventJson.write(event), UTF_8);
  }

  private static final class Recorder
      extends EventSourcedBehavior<Recorder.Command, ShardEvent, Recorder.Seen> {

    sealed interface Command {}

    record Keep(ShardEvent event) implements Command {}

    record Tell(ActorRef<Seen> replyTo) implements Command {}

    record Seen(List<String> events) implements Stored {

      Seen plus(ShardEvent event) {
        return new Seen(Stream.concat(events.stream(), Stream.of(json(event))).toList());
      }
    }

    Recorder(PersistenceId id) {
      super(id);
    }

    @Override
    public Seen emptyState() {
      return new Seen(List.of());
    }

    @Override
    public CommandHandler<Command, ShardEvent, Seen> commandHandler() {
      return (seen, command) ->
          switch (command) {
            case Keep wish -> Effect().persist(wish.event());
            case Tell question -> Effect().reply(question.replyTo(), seen);
          };
    }

    @Override
    public EventHandler<Seen, ShardEvent> eventHandler() {
      return Seen::plus;
    }

    @Override
    public Set<String> tagsFor(ShardEvent event) {
      return Set.of("m");
    }

    @Override
    public RetentionCriteria retentionCriteria() {
      return RetentionCriteria.snapshotEvery(2, 2);
    }
  }
}
