package org.drover.coordinator.survey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.drover.coordinator.survey.SurveyReport.Collision;
import org.drover.coordinator.survey.SurveyReport.Counts;
import org.drover.coordinator.survey.SurveyReport.Refusal;
import org.drover.shared.evidence.ForeseenKeys;
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

/** Adds up what the ranges of a survey foresaw. Blocking. */
public final class SurveyReporter {

  private static final double ALL = 100;

  private static final String FORGOTTEN =
      "what it kept was removed since, so that nobody knows any more which members would share a key";

  private final Journal journal;
  private final Sharers sharers;

  /** What is asked of the journal: events in their order, to be closed. */
  public interface Journal {

    Stream<JournalEntry> migrationEvents(String migration);

    Stream<JournalEntry> shardEvents(String migration, int pass);
  }

  public SurveyReporter(Journal journal, ForeseenKeys keys) {
    this.journal = journal;
    this.sharers = new Sharers(keys);
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
    private boolean removed;

    void see(Stored event) {
      if (event instanceof MigrationEvent.Submitted submitted) {
        read(submitted.spec());
      } else if (event instanceof MigrationEvent.SpecAmended amended) {
        read(amended.spec());
      } else if (event instanceof PassStarted pass && pass.kind() == PassKind.SURVEY) {
        started = pass;
        finished = null;
      } else if (event instanceof PassFinished end
          && started != null
          && end.pass() == started.pass()) {
        finished = end;
      } else if (event instanceof MigrationEvent.RecordsRemoved) {
        removed = true;
      }
    }

    private void read(String text) {
      if (SpecReader.read(text) instanceof SpecReading.Ready ready) {
        spec = ready.spec();
      }
    }
  }

  private SurveyReport report(String migration, PassStarted started, Spec spec, Survey survey) {
    Ranges ranges = new Ranges();
    try (Stream<JournalEntry> events = journal.shardEvents(migration, started.pass())) {
      events.forEach(ranges::see);
    }
    Sharers.Known known = sharers(migration, started, ranges, survey);
    long surplus = known.refused().least();
    Counts seen =
        new Counts(
            ranges.members,
            ranges.changed - surplus,
            ranges.members - ranges.changed - ranges.refused - ranges.duplicates,
            ranges.refused + surplus,
            ranges.duplicates,
            known.refused().open() + ranges.foreseen.open(),
            ranges.foreseen.bytes());
    Double percent = started.options() == null ? null : started.options().sample();
    Counts whole = percent == null ? seen : seen.among(members(seen, percent, started));
    PassFinished finished = survey.finished;
    Forecast forecast = forecast(spec, ranges, whole.members(), started, finished);
    String reservation = survey.removed ? FORGOTTEN : FoundAgain.reservation(spec);
    return new SurveyReport(
        migration,
        started.pass(),
        finished != null,
        percent,
        seen,
        whole,
        ranges.refusals(),
        collisions(known),
        finished == null ? 0 : seconds(started.at(), finished.at()),
        forecast.seconds(),
        forecast.bound(),
        started.reason(),
        started.shards().size(),
        reservation.isEmpty() ? null : reservation);
  }

  /** As they were counted when the sample was taken, or as many as its share of the ids makes. */
  private static long members(Counts seen, double percent, PassStarted started) {
    Long counted = started.options() == null ? null : started.options().members();
    return counted == null ? Math.round(seen.members() * ALL / percent) : counted;
  }

  /** A sample is over before its pass has got going: there its ranges alone are asked. */
  private static Forecast forecast(
      Spec spec, Ranges ranges, long members, PassStarted started, @Nullable PassFinished end) {
    boolean sampled = started.options() != null && started.options().sample() != null;
    Double passSeconds = end == null || sampled ? null : (Double) seconds(started.at(), end.at());
    return Forecast.of(spec.budget(), ranges.members, passSeconds, ranges.millis / 1000.0, members);
  }

  /** As long as its keys are kept. Those of one that is at its end do not change any more. */
  private Sharers.Known sharers(
      String migration, PassStarted started, Ranges ranges, Survey survey) {
    if (survey.removed) {
      return Sharers.Known.NOTHING;
    }
    return survey.finished == null
        ? sharers.of(migration, started.pass(), ranges.members)
        : sharers.remembered(migration, started, ranges.members);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private static List<Collision> collisions(Sharers.Known known) {
    List<Collision> collisions = new ArrayList<>();
    known
        .contests()
        .forEach(
            contest ->
                collisions.add(
                    new Collision(
                        contest.unique().called(),
                        true,
                        contest.unique().of(),
                        contest.losers(),
                        contest.pairs())));
    known
        .shared()
        .forEach(
            (property, one) -> {
              if (!isForbidden(property, one, known.contests())) {
                long members = one.surplus().getLongCardinality();
                collisions.add(new Collision(property, false, null, members, one.pairs()));
              }
            });
    return collisions;
  }

  /** Whether a constraint that is not about all who were visited is about all of these. */
  private static boolean isForbidden(
      String property, Sharers.Found shared, List<Contests.Found> contests) {
    return contests.stream()
        .anyMatch(
            one ->
                one.unique().properties().equals(List.of(property))
                    && shared.isAmong(one.bidders()));
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
