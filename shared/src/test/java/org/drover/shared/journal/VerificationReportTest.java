package org.drover.shared.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drover.shared.journal.VerificationReport.Digests;
import org.drover.shared.journal.VerificationReport.RangeCheck;
import org.drover.shared.keyspace.Key;
import org.drover.shared.spec.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing in a report can be changed unseen, and two reports can be held against each other. */
class VerificationReportTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aReportThatNobodyTouchedHolds() {
    assertThat(report("cafe", "cafe").sealed().broken()).isEmpty();
  }

  @Test
  void aChangedRangeBreaksTheChainThere() {
    VerificationReport sealed = report("cafe", "cafe").sealed();
    List<RangeCheck> ranges = new ArrayList<>(sealed.ranges());
    RangeCheck second = ranges.get(1);
    ranges.set(
        1,
        new RangeCheck(
            0,
            2,
            second.from(),
            second.to(),
            10,
            "cafe",
            "babe",
            List.of(),
            Map.of(),
            second.chain()));
    assertThat(with(sealed, ranges).broken()).first().asString().contains("range 2 of shard 0");
  }

  @Test
  void aCutOffReportIsNoticed() {
    VerificationReport sealed = report("cafe", "cafe").sealed();
    assertThat(with(sealed, sealed.ranges().subList(0, 1)).broken())
        .first()
        .asString()
        .contains("at its end");
  }

  @Test
  void whatWasFoundOtherwiseIsNamed() {
    assertThat(report("cafe", "babe").since(report("cafe", "cafe")))
        .containsExactly("range 2 of shard 0 was found with other values than then");
    assertThat(report("beef", "cafe").since(report("cafe", "cafe")))
        .containsExactly(
            "range 2 of shard 0 has another digest in the journal: the journal was changed");
  }

  @Test
  void aReportThatIsWholeProvesSomethingOfItsMigrationAlone() {
    VerificationReport sealed = report("cafe", "cafe").sealed();
    assertThat(sealed.provesNothing("people")).isEmpty();
    assertThat(sealed.provesNothing("places"))
        .isEqualTo("it is about the migration 'people', not about 'places'");
    assertThat(report("cafe", "cafe").provesNothing("people"))
        .isEqualTo("its chain of hashes is missing");
    assertThat(with(sealed, List.of()).provesNothing("people")).contains("no range with a digest");
  }

  // A verification of a part passes the ranges of other shards over, with bounds of its own.
  @Test
  void whatNobodyLookedAtIsNotCompared() {
    VerificationReport earlier = report("cafe", null);
    assertThat(report("cafe", "babe").since(earlier)).isEmpty();
  }

  private static VerificationReport report(String written, @Nullable String found) {
    RangeCheck first =
        new RangeCheck(0, 1, Key.of(-1L), Key.of(9L), 10, "a", "a", List.of(), Map.of(), "");
    RangeCheck second =
        new RangeCheck(0, 2, Key.of(9L), Key.of(19L), 10, written, found, List.of(), Map.of(), "");
    return new VerificationReport(
        "people",
        "v1",
        2,
        1,
        Level.FORENSIC,
        List.of(),
        null,
        AT,
        AT,
        20,
        0,
        new Digests(2, 2, true),
        Examination.NOTHING,
        List.of(),
        List.of(first, second),
        "");
  }

  private static VerificationReport with(VerificationReport report, List<RangeCheck> ranges) {
    return new VerificationReport(
        report.migration(),
        report.version(),
        report.pass(),
        report.of(),
        report.level(),
        report.shards(),
        report.since(),
        report.startedAt(),
        report.finishedAt(),
        report.visited(),
        report.differences(),
        report.digests(),
        report.examination(),
        report.before(),
        ranges,
        report.chain());
  }
}
