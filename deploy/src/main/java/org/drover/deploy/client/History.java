package org.drover.deploy.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.drover.shared.evidence.Quarantine.Listed;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.Visit;
import org.jspecify.annotations.Nullable;

/** What the journal tells of one migration's past. Blocks and fails as {@link Coordinator} does. */
public final class History {

  private final Coordinator coordinator;
  private final String path;

  History(Coordinator coordinator, String path) {
    this.coordinator = coordinator;
    this.path = path;
  }

  /**
   * An event of a migration.
   *
   * @param sequence 1, 2, 3 …
   * @param kind in a word, such as {@code PaceChanged}
   * @param event as it is kept
   */
  public record JournalEvent(long sequence, String kind, Instant at, JsonNode event) {}

  /**
   * A part of a migration's own events, in their order, or of one of its shards.
   *
   * @param shard its pass and number, such as {@code 1/3}; null for the migration's own
   * @param after only events with greater numbers
   */
  public List<JournalEvent> journal(@Nullable String shard, long after, int most) {
    String of = shard == null ? "" : "&shard=" + Coordinator.encoded(shard);
    return coordinator.get(
        path + "/journal?limit=%d&after=%d%s".formatted(most, after, of), new TypeReference<>() {});
  }

  /** How a migration stood at an earlier moment. */
  public record PastView(Instant at, MigrationView migration) {}

  /**
   * @param at a time in ISO 8601, or the number of an event
   */
  public PastView past(String at) {
    return coordinator.get(path + "/past?at=" + Coordinator.encoded(at), new TypeReference<>() {});
  }

  /**
   * Where the time of a pass went.
   *
   * @param pass its number; 0 for the last one
   */
  public Timeline timeline(int pass, int stretches) {
    return coordinator.get(
        path + "/timeline?pass=%d&stretches=%d".formatted(pass, stretches),
        new TypeReference<>() {});
  }

  /**
   * What became of one member.
   *
   * @param quarantined its entry if it is in quarantine and the key is its id; else null
   */
  public record MemberHistory(String key, List<Visit> visits, @Nullable Listed quarantined) {}

  public MemberHistory visits(String key) {
    return coordinator.get(
        path + "/visits?key=" + Coordinator.encoded(key), new TypeReference<>() {});
  }
}
