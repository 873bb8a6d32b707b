package org.drover.coordinator.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * How far a migration can be trusted: a function of its events.
 *
 * @param baselines how the graph was before passes that wrote, by their number
 * @param examinations what was found about passes, by their number
 * @param fired what went wrong since the last order, in the order in which it was found
 * @param asked a cut-over that is neither done, refused nor cancelled yet; null if there is none
 * @param done when applications could go over; null if they could not
 * @param refused why the last cut-over was refused; null if none was since, or if everything was
 *     verified since
 * @param undoneFor what fired, so that the program takes everything back; null if it does not
 */
record Assurance(
    Map<Integer, Baseline> baselines,
    Map<Integer, Examination> examinations,
    List<MigrationEvent.TriggerFired> fired,
    MigrationEvent.@Nullable CutoverRequested asked,
    MigrationEvent.@Nullable CutOver done,
    @Nullable String refused,
    @Nullable String undoneFor) {

  static final Assurance FIRST =
      new Assurance(Map.of(), Map.of(), List.of(), null, null, null, null);

  Assurance {
    baselines = Map.copyOf(baselines);
    examinations = Map.copyOf(examinations);
    fired = List.copyOf(fired);
  }

  /**
   * After an event about the trust in the migration, an order or its end; others change nothing.
   */
  Assurance after(MigrationEvent event) {
    return switch (event) {
      case MigrationEvent.BaselineTaken taken ->
          new Assurance(
              with(baselines, taken.pass(), taken.baseline()),
              examinations,
              fired,
              asked,
              done,
              refused,
              undoneFor);
      case MigrationEvent.Examined examined ->
          new Assurance(
              baselines,
              with(examinations, examined.pass(), examined.examination()),
              fired,
              asked,
              done,
              refused,
              undoneFor);
      case MigrationEvent.TriggerFired one ->
          new Assurance(
              baselines,
              examinations,
              Stream.concat(fired.stream(), Stream.of(one)).toList(),
              asked,
              done,
              refused,
              undoneFor);
      case MigrationEvent.CutoverRequested requested ->
          new Assurance(baselines, examinations, List.of(), requested, done, null, null);
      case MigrationEvent.CutOver over ->
          new Assurance(baselines, examinations, fired, null, over, null, null);
      case MigrationEvent.CutoverRefused no ->
          new Assurance(baselines, examinations, fired, null, done, no.why(), undoneFor);
      case MigrationEvent.Cancelled cancelled ->
          new Assurance(baselines, examinations, fired, null, done, refused, undoneFor);
      case MigrationEvent.PassRequested pass ->
          new Assurance(baselines, examinations, fired, asked, done, refused, undoneFor(pass));
      default -> this;
    };
  }

  /** Everything was looked at again: what stood against a cut-over before is no news any more. */
  Assurance verified() {
    return new Assurance(baselines, examinations, fired, asked, done, null, undoneFor);
  }

  /** A rollback that nobody asked for was called for by what fired. */
  private static @Nullable String undoneFor(MigrationEvent.PassRequested pass) {
    boolean byItself = pass.kind() == PassKind.ROLLBACK && pass.author().equals(Migration.PROGRAM);
    return byItself ? pass.why() : null;
  }

  /** How it was before the first range; null if nobody looked. */
  @Nullable Baseline first() {
    return baselines.keySet().stream().min(Integer::compare).map(baselines::get).orElse(null);
  }

  /** What was found about a pass as a whole, beside what its ranges found. */
  long findings(int pass) {
    Examination examination = examinations.get(pass);
    return examination == null ? 0 : examination.findings().size();
  }

  /** How often a verification met members that share what must be unique. */
  long collisions(int pass) {
    Examination examination = examinations.get(pass);
    return examination == null ? 0 : examination.kinds().getOrDefault(Kind.COLLISION, 0L);
  }

  /** How many ranges a rollback has put off until another pass. */
  long putOffIn(int pass) {
    Examination examination = examinations.get(pass);
    return examination == null ? 0 : examination.kinds().getOrDefault(Kind.PUT_OFF, 0L);
  }

  /** What was found about it, in a sentence; null if there is nothing. */
  @Nullable String foundIn(int pass) {
    Examination examination = examinations.get(pass);
    return examination == null || examination.findings().isEmpty()
        ? null
        : String.join("; ", examination.findings().stream().map(RangeFinding::text).toList());
  }

  /** What was found about a pass as a whole that only a sweep is needed for, each in a sentence. */
  List<String> late(int pass) {
    Examination examination = examinations.getOrDefault(pass, Examination.NOTHING);
    return examination.findings().stream()
        .filter(finding -> finding.kind() == Kind.LATE)
        .map(RangeFinding::text)
        .toList();
  }

  /** In how many ranges values were written since, as they should be; null if in none. */
  private @Nullable String rewritten(int pass) {
    Examination examination = examinations.getOrDefault(pass, Examination.NOTHING);
    Long ranges = examination.kinds().get(Kind.REWRITTEN);
    return ranges == null
        ? null
        : "values of %d ranges were written since, and agree with the transform".formatted(ranges);
  }

  boolean hasFired(int pass, Trigger trigger) {
    return fired.stream().anyMatch(one -> one.pass() == pass && one.trigger() == trigger);
  }

  /** What fired in a pass and calls for a person or a rollback, in a sentence; null if nothing. */
  @Nullable String firedIn(int pass) {
    List<String> texts =
        fired.stream()
            .filter(one -> one.pass() == pass && one.trigger() != Trigger.ERRORS)
            .filter(one -> one.reaction() != Reaction.WARN)
            .map(MigrationEvent.TriggerFired::evidence)
            .toList();
    return texts.isEmpty() ? null : String.join("; ", texts);
  }

  /** What went wrong in a pass, or is only to be known of it, in a sentence; null if nothing. */
  @Nullable String wrongIn(int pass) {
    List<String> texts = new ArrayList<>();
    fired.stream()
        .filter(one -> one.pass() == pass && one.trigger() != Trigger.ERRORS)
        .map(MigrationEvent.TriggerFired::evidence)
        .forEach(texts::add);
    texts.addAll(late(pass));
    Stream.ofNullable(rewritten(pass)).forEach(texts::add);
    return texts.isEmpty() ? null : String.join("; ", texts);
  }

  private static <T> Map<Integer, T> with(Map<Integer, T> map, int pass, T value) {
    Map<Integer, T> more = new HashMap<>(map);
    more.put(pass, value);
    return more;
  }
}
