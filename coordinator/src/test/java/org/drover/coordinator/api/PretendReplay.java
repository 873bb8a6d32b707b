package org.drover.coordinator.api;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.drover.coordinator.api.Migrations.NoSuchMigration;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.Visit;
import org.jspecify.annotations.Nullable;

/** Knows the past of one migration, {@code keys}, and says in its answers what it was asked. */
final class PretendReplay implements Replay {

  private static <T> CompletionStage<T> of(String id, T answer) {
    return id.equals("keys")
        ? CompletableFuture.completedFuture(answer)
        : CompletableFuture.failedFuture(new NoSuchMigration(id));
  }

  @Override
  public CompletionStage<List<JournalEvent>> journal(
      String id, @Nullable ShardOfPass shard, long after, int most) {
    String kept = "{\"most\": %d, \"shard\": \"%s\"}".formatted(most, shard);
    return of(id, List.of(new JournalEvent(after + 1, "Paused", "2026-01-01T10:00:00Z", kept)));
  }

  @Override
  public CompletionStage<PastView> past(String id, Moment moment) {
    Instant at = moment.at() == null ? Instant.EPOCH : moment.at();
    return of(
        id,
        new PastView(at, MigrationView.unknown(id, Phase.PAUSED, "event " + moment.sequence())));
  }

  @Override
  public CompletionStage<Timeline> timeline(String id, @Nullable Integer pass, int stretches) {
    return of(
        id,
        new Timeline(
            id,
            pass == null ? -1 : pass,
            PassKind.BACKFILL,
            Instant.EPOCH,
            Instant.EPOCH,
            true,
            Tally.NONE,
            stretches,
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  @Override
  public CompletionStage<MemberHistory> visits(String id, String key) {
    Visit visit = new Visit(1, PassKind.BACKFILL, 3, new Keyspace.Ids(1), null);
    return of(id, new MemberHistory(key, List.of(visit), null));
  }
}
