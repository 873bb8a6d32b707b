package org.drover.shared.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Proof.Finding.Kind;
import org.drover.shared.replay.Proof.PassProof;
import org.jspecify.annotations.Nullable;

/** What the events of one pass say, the migration's and its shards', in whatever order. */
final class PassWalk {

  private final int pass;
  private final Findings findings = new Findings();
  private final Map<Integer, ShardWalk> walks = new TreeMap<>();
  private final Map<Integer, MigrationEvent.ShardFinished> reports = new HashMap<>();
  private final Splits splits = new Splits(findings);
  private MigrationEvent.@Nullable PassStarted started;
  private MigrationEvent.@Nullable PassFinished finished;
  private boolean givenUp;

  PassWalk(int pass) {
    this.pass = pass;
  }

  ShardWalk shard(int number) {
    return walks.computeIfAbsent(number, shard -> new ShardWalk(shard, findings));
  }

  void onStarted(MigrationEvent.PassStarted event, long number) {
    if (started != null) {
      findings.add(
          null, Kind.DUPLICATE, "event %d starts pass %d a second time".formatted(number, pass));
      return;
    }
    started = event;
    Tiling.check(event.shards(), findings);
    splits.begin(event.shards());
  }

  void onShardFinished(MigrationEvent.ShardFinished event, long number) {
    if (reports.putIfAbsent(event.shard(), event) != null) {
      findings.add(
          event.shard(),
          Kind.DUPLICATE,
          "event %d finishes the shard a second time".formatted(number));
    }
  }

  void onSplit(MigrationEvent.ShardSplit event, long number) {
    if (reports.containsKey(event.shard())) {
      findings.add(
          event.shard(), Kind.OVERLAP, "event %d splits a finished shard".formatted(number));
    }
    splits.next(event, number);
  }

  void onFinished(MigrationEvent.PassFinished event, long number) {
    if (finished != null) {
      findings.add(
          null, Kind.DUPLICATE, "event %d finishes pass %d a second time".formatted(number, pass));
      return;
    }
    finished = event;
  }

  /** Another pass was asked for: that this one has not come to its end is no finding any more. */
  void giveUp() {
    givenUp = finished == null;
  }

  /** Null as long as nothing has started the pass. */
  @Nullable PassKind kind() {
    return started == null ? null : started.kind();
  }

  /**
   * @param unfinished whether what has not come to its end is left out, where nothing says that it
   *     has
   */
  PassProof conclude(boolean unfinished) {
    boolean soFar = unfinished || givenUp;
    Set<Integer> planned = new HashSet<>();
    if (started == null) {
      findings.add(null, Kind.UNPLANNED, "there is no event that starts pass %d".formatted(pass));
    } else {
      for (ShardPlan plan : splits.planned()) {
        planned.add(plan.number());
        conclude(plan, started.kind(), soFar);
      }
    }
    checkNoneBeside(planned);
    checkEnd(soFar);
    return new PassProof(
        pass,
        kind(),
        planned.size(),
        walks.values().stream().mapToLong(ShardWalk::ranges).sum(),
        tally(),
        walks.values().stream().mapToLong(ShardWalk::reconciled).sum(),
        walks.values().stream().mapToLong(ShardWalk::takeovers).sum(),
        findings.all());
  }

  private void conclude(ShardPlan plan, PassKind kind, boolean soFar) {
    int number = plan.number();
    ShardWalk walk = walks.get(number);
    MigrationEvent.ShardFinished report = reports.get(number);
    boolean saidToBeFinished = report != null || finished != null;
    if (walk == null) {
      if (!soFar || saidToBeFinished) {
        findings.add(number, Kind.UNFINISHED, "the shard has no events");
      }
      return;
    }
    walk.checkPlan(plan, kind);
    walk.checkEnds(splits.of(number), soFar && !saidToBeFinished);
    if (!walk.isFinished()) {
      if (!soFar || saidToBeFinished) {
        findings.add(
            number,
            Kind.UNFINISHED,
            "the shard is not finished; it stands %s, and its slice ends at %s"
                .formatted(walk.standing(), plan.slice().to()));
      }
    } else if (report != null) {
      walk.checkReport(report);
    } else if (!soFar || finished != null) {
      findings.add(
          number, Kind.UNFINISHED, "the shard is finished and the migration does not know it");
    }
  }

  private void checkNoneBeside(Set<Integer> planned) {
    Set<Integer> beside = new HashSet<>(walks.keySet());
    beside.addAll(reports.keySet());
    beside.removeAll(planned);
    for (int number : beside) {
      findings.add(
          number, Kind.UNPLANNED, "pass %d has events of shard %d".formatted(pass, number));
    }
  }

  private void checkEnd(boolean soFar) {
    if (finished == null) {
      if (!soFar) {
        findings.add(null, Kind.UNFINISHED, "pass %d is not finished".formatted(pass));
      }
    } else if (!finished.tally().equals(tally())
        && walks.values().stream().noneMatch(ShardWalk::isRealigned)) {
      findings.add(
          null,
          Kind.MISCOUNTED,
          "pass %d ended with %s; its shards add up to %s"
              .formatted(pass, finished.tally(), tally()));
    }
  }

  private Tally tally() {
    return walks.values().stream().map(ShardWalk::tally).reduce(Tally.NONE, Tally::plus);
  }
}
