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
import org.drover.shared.journal.VerificationReport.RangeCheck;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Verification;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.jspecify.annotations.Nullable;

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
    Spec spec = spec(history);
    Level level = level(options, spec);
    int of = options.of() == null ? 0 : options.of();
    List<RangeCheck> ranges = ranges(migration, started.pass(), of, level);
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
        examination,
        before,
        ranges,
        "");
  }

  private static List<QueryResult> queries(Baseline baseline) {
    return baseline.queries();
  }

  private List<RangeCheck> ranges(String migration, int pass, int of, Level level) {
    Map<String, String> written = new HashMap<>();
    try (Stream<JournalEntry> journaled = events.of(migration, of)) {
      journaled.forEach(entry -> note(entry, written));
    }
    List<RangeCheck> checks = new ArrayList<>();
    try (Stream<JournalEntry> journaled = events.of(migration, pass)) {
      journaled.forEach(entry -> check(entry, written, level, checks));
    }
    return checks;
  }

  private static void note(JournalEntry entry, Map<String, String> written) {
    if (entry.event() instanceof RangeFinished range
        && range.evidence() != null
        && range.evidence().after() != null) {
      written.put(place(shard(entry), range), range.evidence().after());
    }
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
            ""));
  }

  private static int shard(JournalEntry entry) {
    return ShardId.parse(PersistenceIds.entity(PersistenceIds.SHARD, entry.persistenceId()))
        .number();
  }

  private static String place(int shard, RangeFinished range) {
    return shard + " " + range.to().getClass().getSimpleName() + " " + range.to();
  }

  private static Level level(PassOptions options, Spec spec) {
    @Nullable Level level = options.level();
    Verification verification = spec.verification();
    return level == null
        ? (verification == null ? Verification.USUAL : verification).level()
        : level;
  }

  private static Spec spec(List<MigrationEvent> history) {
    String source = "";
    for (MigrationEvent event : history) {
      if (event instanceof MigrationEvent.Submitted first) {
        source = first.spec();
      } else if (event instanceof MigrationEvent.SpecAmended amended) {
        source = amended.spec();
      }
    }
    return switch (SpecReader.read(source)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused ->
          throw new IllegalStateException(
              "this version refuses a spec that an earlier one accepted: " + refused.errors());
    };
  }
}
