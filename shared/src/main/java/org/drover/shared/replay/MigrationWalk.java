package org.drover.shared.replay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.replay.Proof.Finding.Kind;
import org.drover.shared.replay.Proof.PassProof;

/**
 * Walks through all events of a migration once. What it keeps grows with shards, never with ranges.
 */
final class MigrationWalk {

  private final String migration;
  private final Findings findings = new Findings();
  private final NumberCheck numbers = new NumberCheck(null, findings);
  private final Map<Integer, PassWalk> passes = new TreeMap<>();
  private boolean known;
  private boolean execute;
  private boolean completed;

  /** Whether all that was asked for is done: a backfill, or only a survey. */
  private boolean ended;

  private String standing = "";

  MigrationWalk(String migration) {
    this.migration = migration;
  }

  MigrationWalk over(Iterator<JournalEntry> entries) {
    while (entries.hasNext()) {
      JournalEntry entry = entries.next();
      switch (entry.event()) {
        case MigrationEvent event -> next(entry, event);
        case ShardEvent event -> next(entry, event);
        default ->
            findings.add(
                null,
                Kind.UNPLANNED,
                "event %d of %s is neither a migration's nor a shard's"
                    .formatted(entry.sequenceNr(), entry.persistenceId()));
      }
    }
    return this;
  }

  private void next(JournalEntry entry, ShardEvent event) {
    ShardId shard =
        ShardId.parse(PersistenceIds.entity(PersistenceIds.SHARD, entry.persistenceId()));
    pass(shard.pass()).shard(shard.number()).next(entry, event);
  }

  private void next(JournalEntry entry, MigrationEvent event) {
    numbers.next(entry);
    long number = entry.sequenceNr();
    if (!known && !(event instanceof MigrationEvent.Submitted)) {
      findings.add(
          null,
          Kind.MISSING,
          "event %d comes before the migration was submitted".formatted(number));
    }
    known = true;
    switch (event) {
      case MigrationEvent.Submitted submitted -> onSubmitted(submitted, number);
      case MigrationEvent.ExecutionRequested requested -> {
        execute = true;
        goesOn("it is to be executed");
      }
      case MigrationEvent.PassRequested requested -> {
        passes.values().forEach(PassWalk::giveUp);
        goesOn("a pass was asked for (" + requested.kind() + ")");
      }
      case MigrationEvent.PassStarted started -> {
        pass(started.pass()).onStarted(started, number);
        goesOn("pass " + started.pass() + " was begun");
      }
      case MigrationEvent.ShardFinished finished ->
          pass(finished.pass()).onShardFinished(finished, number);
      case MigrationEvent.ShardSplit split -> pass(split.pass()).onSplit(split, number);
      case MigrationEvent.PassFinished finished -> onPassFinished(finished, number);
      case MigrationEvent.Paused paused -> standing = "it was paused";
      case MigrationEvent.Resumed resumed -> standing = "it was resumed";
      case MigrationEvent.Cancelled cancelled -> goesOn("it was cancelled");
      case MigrationEvent.BudgetChanged changed -> {}
      case MigrationEvent.SpecAmended amended -> {}
      case MigrationEvent.Stopped stopped -> {}
      case MigrationEvent.WentOn wentOn -> {}
      case MigrationEvent.NodeDrained drained -> {}
      case MigrationEvent.ProbeMeasured measured -> {}
      case MigrationEvent.PaceChanged changed -> {}
      case MigrationEvent.Stalled stalled -> {}
      case MigrationEvent.StallEnded ended -> {}
      case MigrationEvent.BaselineTaken taken -> {}
      case MigrationEvent.Examined examined -> {}
      case MigrationEvent.RecordsRemoved removed -> {}
      case MigrationEvent.TriggerFired fired -> {}
      case MigrationEvent.CutoverRequested requested -> goesOn("a cut-over was asked for");
      case MigrationEvent.CutOver done -> {}
      case MigrationEvent.CutoverRefused refused -> {}
      case MigrationEvent.Completed done -> onCompleted(number);
    }
  }

  private void onSubmitted(MigrationEvent.Submitted event, long number) {
    if (number != 1) {
      findings.add(null, Kind.DUPLICATE, "event %d submits the migration again".formatted(number));
    }
    execute = event.execute();
    goesOn("it was submitted");
  }

  private void onPassFinished(MigrationEvent.PassFinished event, long number) {
    PassWalk pass = pass(event.pass());
    pass.onFinished(event, number);
    if (!execute && pass.kind() == PassKind.SURVEY) {
      ended = true;
    }
  }

  private void onCompleted(long number) {
    if (completed) {
      findings.add(
          null, Kind.DUPLICATE, "event %d completes the migration again".formatted(number));
    }
    completed = true;
    ended = true;
  }

  private void goesOn(String how) {
    standing = how;
    completed = false;
    ended = false;
  }

  private PassWalk pass(int number) {
    return passes.computeIfAbsent(number, PassWalk::new);
  }

  Proof conclude(boolean soFar) {
    if (!known) {
      findings.add(
          null, Kind.MISSING, "the journal has no event of migration %s".formatted(migration));
    } else if (!soFar && !ended) {
      findings.add(null, Kind.UNFINISHED, "the migration is not completed: %s".formatted(standing));
    }
    checkPassNumbers();
    List<PassProof> proofs = new ArrayList<>();
    for (PassWalk pass : passes.values()) {
      proofs.add(pass.conclude(soFar));
    }
    boolean holds =
        findings.all().isEmpty() && proofs.stream().allMatch(pass -> pass.findings().isEmpty());
    return new Proof(migration, holds, proofs, findings.all());
  }

  private void checkPassNumbers() {
    int expected = 1;
    for (int number : passes.keySet()) {
      if (number != expected) {
        findings.add(
            null, Kind.MISSING, "there is no pass %d before pass %d".formatted(expected, number));
      }
      expected = number + 1;
    }
  }
}
