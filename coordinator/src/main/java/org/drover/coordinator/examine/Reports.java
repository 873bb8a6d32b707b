package org.drover.coordinator.examine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.QueryResult;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.journal.VerificationReport.Digests;
import org.drover.shared.journal.VerificationReport.RangeCheck;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.SubmittedSpec;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Spec;

/** Writes the report of a migration's last verification, out of the journal alone. */
public final class Reports {

  private final PassEvents events;

  public Reports(PassEvents events) {
    this.events = events;
  }

  /**
   * The report; empty if nothing was verified yet.
   *
   * @param history the migration's own events, in their order
   */
  public Optional<VerificationReport> last(String migration, List<MigrationEvent> history) {
    MigrationEvent.PassStarted started = null;
    for (MigrationEvent event : history) {
      if (event instanceof MigrationEvent.PassStarted pass && pass.kind() == PassKind.VERIFY) {
        started = pass;
      }
    }
    return started == null
        ? Optional.empty()
        : Optional.of(report(migration, started, history).sealed());
  }

  private VerificationReport report(
      String migration, MigrationEvent.PassStarted started, List<MigrationEvent> history) {
    PassOptions options = started.options() == null ? PassOptions.NONE : started.options();
    Spec spec = SubmittedSpec.of(history);
    Level level = spec.level(options.level());
    int of = options.of() == null ? 0 : options.of();
    Written written = written(migration, of, options);
    List<RangeCheck> ranges = ranges(migration, started.pass(), written, level);
    Examination examination = null;
    MigrationEvent.PassFinished finished = null;
    List<QueryResult> before = List.of();
    for (MigrationEvent event : history) {
      if (event instanceof MigrationEvent.Examined examined && examined.pass() == started.pass()) {
        examination = examined.examination();
      } else if (event instanceof MigrationEvent.PassFinished end && end.pass() == started.pass()) {
        finished = end;
      } else if (event instanceof MigrationEvent.BaselineTaken taken && before.isEmpty()) {
        before = queries(taken.baseline());
      }
    }
    Tally tally = finished == null ? Tally.NONE : finished.tally();
    return new VerificationReport(
        migration,
        spec.version(),
        started.pass(),
        of,
        level,
        options.shards() == null ? List.of() : options.shards(),
        options.since(),
        started.at(),
        finished == null ? null : finished.at(),
        tally.visited(),
        tally.setAside() + (examination == null ? 0 : examination.findings().size()),
        level.includes(Level.STANDARD)
            ? new Digests(written.ranges, written.taken, Repeatable.against(spec).isEmpty())
            : null,
        examination,
        before,
        ranges,
        "");
  }

  private static List<QueryResult> queries(Baseline baseline) {
    return baseline.queries();
  }

  /** What the pass that is held against the graph has journaled of its ranges. */
  private static final class Written {
    private final Map<String, String> digests = new HashMap<>();
    private long ranges;
    private long taken;

    void see(JournalEntry entry, PassOptions options) {
      if (!(entry.event() instanceof RangeFinished range)) {
        return;
      }
      int shard = shard(entry);
      String digest = range.evidence() == null ? null : range.evidence().after();
      if (digest != null) {
        digests.put(place(shard, range), digest);
      }
      boolean early = options.since() != null && range.at().isBefore(options.since());
      if (options.names(shard) && !early) {
        ranges++;
        taken += digest == null ? 0 : 1;
      }
    }
  }

  private Written written(String migration, int of, PassOptions options) {
    Written written = new Written();
    try (Stream<JournalEntry> journaled = events.of(migration, of)) {
      journaled.forEach(entry -> written.see(entry, options));
    }
    return written;
  }

  private List<RangeCheck> ranges(String migration, int pass, Written written, Level level) {
    List<RangeCheck> checks = new ArrayList<>();
    try (Stream<JournalEntry> journaled = events.of(migration, pass)) {
      journaled.forEach(entry -> check(entry, written.digests, level, checks));
    }
    return checks;
  }

  private static void check(
      JournalEntry entry, Map<String, String> written, Level level, List<RangeCheck> checks) {
    if (!(entry.event() instanceof RangeFinished range)) {
      return;
    }
    Evidence evidence = range.evidence();
    boolean found = evidence != null && !evidence.findings().isEmpty();
    if (!found && !level.includes(Level.FORENSIC)) {
      return;
    }
    int shard = shard(entry);
    checks.add(
        new RangeCheck(
            shard,
            range.sequence(),
            range.from(),
            range.to(),
            range.tally().visited(),
            written.get(place(shard, range)),
            evidence == null ? null : evidence.after(),
            evidence == null ? List.of() : evidence.findings(),
            evidence == null ? Map.of() : evidence.kinds(),
            ""));
  }

  private static int shard(JournalEntry entry) {
    return ShardId.parse(PersistenceIds.entity(PersistenceIds.SHARD, entry.persistenceId()))
        .number();
  }

  private static String place(int shard, RangeFinished range) {
    return shard + " " + range.to().getClass().getSimpleName() + " " + range.to();
  }
}
