package org.drover.deploy.run;

import static org.drover.deploy.progress.Words.count;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.drover.deploy.client.History.MemberHistory;
import org.drover.shared.evidence.Quarantine.Listed;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.replay.Visit;
import org.drover.shared.replay.Visit.VisitedRange;

/** What became of one member, in sentences. */
public final class VisitText {

  private VisitText() {}

  public static List<String> lines(MemberHistory history) {
    List<String> lines = new ArrayList<>();
    if (history.visits().isEmpty()) {
      lines.add(
          "No pass visits %s, neither as an id nor as a value by which it goes."
              .formatted(history.key()));
    }
    history.visits().forEach(visit -> lines.add(line(visit)));
    Listed listed = history.quarantined();
    if (listed != null) {
      lines.add(
          "It is in quarantine since pass %d, range %d of shard %d, %s: %s, %s"
              .formatted(
                  listed.pass(),
                  listed.sequence(),
                  listed.shard(),
                  listed.at().truncatedTo(ChronoUnit.SECONDS),
                  listed.entry().step(),
                  listed.entry().reason()));
    }
    return lines;
  }

  private static String line(Visit visit) {
    VisitedRange range = visit.range();
    String where =
        "pass %d (%s), shard %d, %s: "
            .formatted(
                visit.pass(),
                visit.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                visit.shard(),
                as(visit.keyspace()));
    return where + (range == null ? "the shard has not come to it" : done(range));
  }

  private static String as(Keyspace keyspace) {
    return switch (keyspace) {
      case Keyspace.Ids ids -> "as an id";
      case Keyspace.IdSet set -> "as an id, if it is one of set " + set.set();
      case Keyspace.Property property -> "as a value of " + property.name();
    };
  }

  private static String done(VisitedRange range) {
    String node = range.node();
    return "in range %d, behind %s to %s, %s; %s visited, %s changed, %s set aside%s%s"
        .formatted(
            range.number(),
            range.from() == null ? "the beginning" : range.from(),
            range.to(),
            range.at().truncatedTo(ChronoUnit.SECONDS),
            count(range.tally().visited()),
            count(range.tally().changed()),
            count(range.tally().setAside()),
            node == null ? "" : ", by " + node + " (epoch " + range.epoch() + ")",
            range.reconciled() ? ", read out of the fence after a crash" : "");
  }
}
