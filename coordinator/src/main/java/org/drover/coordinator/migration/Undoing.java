package org.drover.coordinator.migration;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.spec.Undo;
import org.jspecify.annotations.Nullable;

/**
 * What of a migration's passes is undone, and what is still to be. Undo records are put back pass
 * by pass, the last one first; an inverse undoes all of them at once.
 */
record Undoing(Undo undo, Behind behind, Assurance assurance) {

  Undoing(Submission submission, Behind behind) {
    this(submission.spec().undo(), behind, submission.assurance());
  }

  static Undoing of(Known state) {
    return new Undoing(state.submission(), state.behind());
  }

  /** The passes that wrote and that no finished rollback has undone as a whole, the last first. */
  List<Pass> left() {
    return behind.passes().reversed().stream()
        .filter(pass -> pass.kind().writes() && !isUndone(pass))
        .toList();
  }

  private boolean isUndone(Pass written) {
    return rollbacks().anyMatch(rollback -> undoes(rollback, written));
  }

  private boolean undoes(Pass rollback, Pass written) {
    if (rollback.finishedAt() == null
        || rollback.options().isOfAPart()
        || assurance.putOffIn(rollback.number()) > 0) {
      return false;
    }
    return switch (undo) {
      case KEEP -> Integer.valueOf(written.number()).equals(rollback.options().of());
      case NONE -> rollback.number() > written.number();
    };
  }

  private Stream<Pass> rollbacks() {
    return behind.passes().stream().filter(pass -> pass.kind() == PassKind.ROLLBACK);
  }

  /** Whether something was written, and all of it is undone. */
  boolean isWhole() {
    return behind.wroteAnything() && left().isEmpty();
  }

  /** Whether a rollback has begun and has not undone everything; a sweep makes it whole again. */
  boolean isPartial() {
    List<Pass> passes =
        behind.passes().stream()
            .filter(
                pass ->
                    pass.kind() == PassKind.ROLLBACK
                        || (pass.kind().writesEverything() && pass.finishedAt() != null))
            .toList();
    boolean begun = !passes.isEmpty() && passes.getLast().kind() == PassKind.ROLLBACK;
    return begun && !left().isEmpty();
  }

  /** Whether nothing of what was written is taken back. */
  boolean isUntouched() {
    return !isWhole() && !isPartial();
  }

  /** The options of the first pass of a rollback; {@code of} is null if there is none. */
  PassOptions first(PassOptions asked) {
    List<Pass> candidates = candidates(asked);
    return candidates.isEmpty() ? asked : undoing(asked, candidates.getFirst().number());
  }

  /** The options of the pass that follows one of a rollback; null if that was the last. */
  @Nullable PassOptions after(Pass ended) {
    Integer of = ended.options().of();
    if (of != null && assurance.putOffIn(ended.number()) > 0) {
      return undoing(ended.options(), of).stuckIf(!hasGotOn(ended));
    }
    if (undo == Undo.NONE || ended.options().shards() != null) {
      return null;
    }
    int before = ended.options().isOfAPart() && of != null ? of : Integer.MAX_VALUE;
    return candidates(ended.options()).stream()
        .filter(pass -> pass.number() < before)
        .findFirst()
        .map(pass -> undoing(ended.options(), pass.number()))
        .orElse(null);
  }

  private List<Pass> candidates(PassOptions asked) {
    Instant since = asked.since();
    return left().stream()
        .filter(pass -> !needsOnePass(asked) || mayHaveChanged(pass))
        .filter(pass -> since == null || !endedBefore(pass, since))
        .toList();
  }

  /** Undo records of several passes follow each other; anything else of a part has one to go by. */
  private boolean needsOnePass(PassOptions asked) {
    return asked.shards() != null || (asked.isOfAPart() && undo == Undo.NONE);
  }

  private static boolean mayHaveChanged(Pass pass) {
    return pass.finishedAt() == null || pass.tally().changed() > 0;
  }

  private static boolean endedBefore(Pass pass, Instant time) {
    Instant ended = pass.finishedAt();
    return ended != null && ended.isBefore(time);
  }

  private PassOptions undoing(PassOptions asked, int pass) {
    List<Integer> earlier = rollbacksOf(pass).map(Pass::number).toList();
    return asked.lookingBackAt(pass).goingOnFrom(earlier.isEmpty() ? null : earlier).stuckIf(false);
  }

  private Stream<Pass> rollbacksOf(int pass) {
    return rollbacks().filter(one -> Integer.valueOf(pass).equals(one.options().of()));
  }

  /** Whether a rollback that put ranges off put off fewer than the last one of the same. */
  private boolean hasGotOn(Pass ended) {
    return rollbacks()
        .filter(one -> one.number() < ended.number() && isOfTheSame(one, ended))
        .filter(one -> one.finishedAt() != null)
        .reduce((first, second) -> second)
        .map(Pass::number)
        .map(before -> assurance.putOffIn(ended.number()) < assurance.putOffIn(before))
        .orElse(true);
  }

  private static boolean isOfTheSame(Pass rollback, Pass other) {
    return Objects.equals(rollback.options().of(), other.options().of())
        && Objects.equals(rollback.options().partInWords(), other.options().partInWords());
  }

  /** What stands against undoing a part; empty if nothing does. */
  String againstPart(PassOptions asked) {
    if (!asked.isOfAPart()) {
      return "";
    }
    List<Integer> passes = candidates(asked).stream().map(Pass::number).toList();
    if (passes.isEmpty()) {
      return asked.since() == null
          ? "no pass has written anything"
          : "nothing was written since " + asked.since();
    }
    return switch (undo) {
      case KEEP ->
          passes.size() == 1 || asked.shards() == null
              ? ""
              : "the passes %s have each written, and each has shards of its own; say --since instead of --shards"
                  .formatted(passes.reversed());
      case NONE -> againstPartByInverse();
    };
  }

  /** The ranges of a later pass hold what the one before it wrote, too. */
  private String againstPartByInverse() {
    List<Integer> wrote =
        left().reversed().stream().filter(Undoing::mayHaveChanged).map(Pass::number).toList();
    return wrote.size() == 1
        ? ""
        : "the passes %s have each written, and without undo records nobody can tell which of them wrote what; roll back all of it"
            .formatted(wrote);
  }

  /**
   * The passes that a rollback undoes and that changed nobody twice, so that their sum says how
   * many members there are to take back. A sweep may change again what a backfill changed.
   */
  List<Integer> compared(Pass rollback) {
    if (rollback.kind() != PassKind.ROLLBACK || rollback.options().isOfAPart()) {
      return List.of();
    }
    return switch (undo) {
      case KEEP -> Stream.ofNullable(rollback.options().of()).toList();
      case NONE ->
          behind.passes().stream()
              .filter(pass -> pass.kind() == PassKind.BACKFILL || pass.kind() == PassKind.RETRY)
              .map(Pass::number)
              .toList();
    };
  }

  /** The rollback, and those before it that undid a part of the same. */
  List<Integer> together(Pass rollback) {
    if (rollback.kind() != PassKind.ROLLBACK) {
      return List.of();
    }
    Stream<Pass> earlier =
        rollbacks()
            .filter(
                pass ->
                    undo == Undo.NONE
                        || Objects.equals(pass.options().of(), rollback.options().of()));
    return Stream.concat(earlier, Stream.of(rollback)).map(Pass::number).toList();
  }
}
