package org.drover.coordinator.survey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.drover.coordinator.survey.SurveyReport.Collision;
import org.drover.coordinator.survey.SurveyReport.Counts;
import org.drover.coordinator.survey.SurveyReport.Pair;
import org.drover.coordinator.survey.SurveyReport.Refusal;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.graph.Inspection.IndexedProperty;
import org.drover.shared.journal.Foreseen;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.MigrationEvent.PassFinished;
import org.drover.shared.journal.MigrationEvent.PassStarted;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.journal.Stored;
import org.drover.shared.spec.FoundAgain;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Adds up what the ranges of a survey foresaw. Blocking. */
public final class SurveyReporter {

  /** More hashes than these are looked through in several turns. */
  private static final long MEMBERS_AT_ONCE = 16_000_000;

  private static final double ALL = 100;

  private final Journal journal;
  private final ForeseenKeys keys;
  private final Function<Spec, List<IndexedProperty>> indexed;

  /** What is asked of the journal: events in their order, to be closed. */
  public interface Journal {

    Stream<JournalEntry> migrationEvents(String migration);

    Stream<JournalEntry> shardEvents(String migration, int pass);
  }

  /**
   * @param indexed the indexes on what a spec selects
   */
  public SurveyReporter(
      Journal journal, ForeseenKeys keys, Function<Spec, List<IndexedProperty>> indexed) {
    this.journal = journal;
    this.keys = keys;
    this.indexed = indexed;
  }

  /** The last survey of a migration; nothing if there was none. */
  public Optional<SurveyReport> of(String migration) {
    Survey survey = new Survey();
    try (Stream<JournalEntry> events = journal.migrationEvents(migration)) {
      events.map(JournalEntry::event).forEach(survey::see);
    }
    PassStarted started = survey.started;
    return started == null || survey.spec == null
        ? Optional.empty()
        : Optional.of(report(migration, started, survey.spec, survey));
  }

  /** What a migration's events say of its last survey. */
  private static final class Survey {
    private @Nullable Spec spec;
    private @Nullable PassStarted started;
    private @Nullable PassFinished finished;

    void see(Stored event) {
      if (event instanceof MigrationEvent.Submitted submitted
          && SpecReader.read(submitted.spec()) instanceof SpecReading.Ready ready) {
        // One that was amended since makes the same of the same members.
        spec = ready.spec();
      } else if (event instanceof PassStarted pass && pass.kind() == PassKind.SURVEY) {
        started = pass;
        finished = null;
      } else if (event instanceof PassFinished end
          && started != null
          && end.pass() == started.pass()) {
        finished = end;
      }
    }
  }

  private SurveyReport report(String migration, PassStarted started, Spec spec, Survey survey) {
    Ranges ranges = new Ranges();
    try (Stream<JournalEntry> events = journal.shardEvents(migration, started.pass())) {
      events.forEach(ranges::see);
    }
    List<Collision> collisions = new ArrayList<>();
    Roaring64Bitmap refused = new Roaring64Bitmap();
    collide(migration, started.pass(), spec, ranges.members, collisions, refused);
    long surplus = refused.getLongCardinality();
    Counts seen =
        new Counts(
            ranges.members,
            ranges.changed - surplus,
            ranges.members - ranges.changed - ranges.refused - ranges.duplicates,
            ranges.refused + surplus,
            ranges.duplicates,
            ranges.foreseen.bytes());
    Double percent = started.options() == null ? null : started.options().sample();
    Counts whole = percent == null ? seen : seen.times(ALL / percent);
    PassFinished finished = survey.finished;
    String reservation = FoundAgain.reservation(spec);
    return new SurveyReport(
        migration,
        started.pass(),
        finished != null,
        percent,
        seen,
        whole,
        ranges.refusals(),
        collisions,
        finished == null ? 0 : seconds(started.at(), finished.at()),
        backfillSeconds(spec, ranges, whole.members(), started, finished),
        started.reason(),
        started.shards().size(),
        reservation.isEmpty() ? null : reservation);
  }

  /** A sample is over before its pass has got going: there its ranges alone are asked. */
  private static double backfillSeconds(
      Spec spec, Ranges ranges, long members, PassStarted started, @Nullable PassFinished end) {
    boolean sampled = started.options() != null && started.options().sample() != null;
    double seconds =
        end == null || sampled
            ? ranges.millis / 1000.0 / Math.max(1, spec.budget().workers())
            : seconds(started.at(), end.at());
    return ranges.members == 0
        ? 0
        : SurveyReport.BACKFILL_PER_SURVEY * seconds * members / (double) ranges.members;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private void collide(
      String migration,
      int pass,
      Spec spec,
      long members,
      List<Collision> collisions,
      Roaring64Bitmap refused) {
    int turns = (int) (members / MEMBERS_AT_ONCE) + 1;
    Map<String, Found> found = new TreeMap<>();
    for (int turn = 0; turn < turns; turn++) {
      int now = turn;
      Map<String, Collisions> byProperty = new HashMap<>();
      keys.each(
          migration,
          pass,
          part ->
              byProperty
                  .computeIfAbsent(part.property(), any -> new Collisions(now, turns))
                  .add(part));
      byProperty.forEach(
          (property, one) -> found.computeIfAbsent(property, any -> new Found()).add(one.find()));
    }
    List<String> unique =
        indexed.apply(spec).stream()
            .filter(IndexedProperty::unique)
            .map(IndexedProperty::property)
            .toList();
    found.forEach(
        (property, one) -> {
          boolean forbidden = unique.contains(property);
          if (forbidden) {
            refused.or(one.surplus);
          }
          collisions.add(
              new Collision(property, forbidden, one.surplus.getLongCardinality(), one.pairs));
        });
  }

  private static final class Found {
    private static final int PAIRS_SHOWN = 5;
    private final Roaring64Bitmap surplus = new Roaring64Bitmap();
    private final List<Pair> pairs = new ArrayList<>();

    void add(Collisions.Found more) {
      surplus.or(more.surplus());
      more.pairs().stream().limit(PAIRS_SHOWN - pairs.size()).forEach(pairs::add);
    }
  }

  /** What finished ranges add up to. */
  private static final class Ranges {
    private static final int MEMBERS_SHOWN = 5;
    private final Map<String, List<Long>> shown = new HashMap<>();
    private Foreseen foreseen = Foreseen.NOTHING;
    private long members;
    private long changed;
    private long refused;
    private long duplicates;
    private long millis;

    void see(JournalEntry entry) {
      if (!(entry.event() instanceof RangeFinished range)) {
        return;
      }
      members += range.tally().visited();
      changed += range.tally().changed();
      refused += range.tally().setAside();
      duplicates += range.tally().duplicates();
      millis += range.millis();
      if (range.evidence() == null) {
        return;
      }
      if (range.evidence().foreseen() != null) {
        foreseen = foreseen.plus(range.evidence().foreseen());
      }
      range
          .evidence()
          .findings()
          .forEach(
              finding -> {
                List<Long> ids = shown.computeIfAbsent(finding.text(), any -> new ArrayList<>());
                if (finding.id() != null && ids.size() < MEMBERS_SHOWN) {
                  ids.add(finding.id());
                }
              });
    }

    List<Refusal> refusals() {
      return foreseen.refusals().entrySet().stream()
          .map(
              reason ->
                  new Refusal(
                      reason.getKey(),
                      reason.getValue(),
                      shown.getOrDefault(reason.getKey(), List.of())))
          .sorted(
              Comparator.comparingLong(Refusal::count).reversed().thenComparing(Refusal::reason))
          .toList();
    }
  }
}
