package org.drover.coordinator.examine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.jspecify.annotations.Nullable;

/** What the ranges of a pass left behind, all together. Used by one thread. */
final class RangeEvidence {

  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private final MessageDigest before = sha256();
  private final MessageDigest after = sha256();
  private boolean digests;
  private long visited;

  void add(JournalEntry entry) {
    if (entry.event() instanceof RangeFinished range) {
      visited += range.tally().visited();
      if (range.evidence() != null) {
        add(range.evidence());
      }
    }
  }

  private void add(Evidence evidence) {
    evidence.counts().forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
    update(before, evidence.before());
    update(after, evidence.after());
    digests |= evidence.after() != null;
  }

  /** How many members they looked at. */
  long visited() {
    return visited;
  }

  Map<Kind, Long> kinds() {
    return kinds;
  }

  /** Over all ranges, in hex; null if none took any. */
  @Nullable String before() {
    return digests ? HexFormat.of().formatHex(before.digest()) : null;
  }

  @Nullable String after() {
    return digests ? HexFormat.of().formatHex(after.digest()) : null;
  }

  private static void update(MessageDigest all, @Nullable String one) {
    all.update((one == null ? "-" : one).getBytes(StandardCharsets.US_ASCII));
    all.update((byte) '\n');
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException bug) {
      throw new IllegalStateException("every JDK has SHA-256", bug);
    }
  }
}
