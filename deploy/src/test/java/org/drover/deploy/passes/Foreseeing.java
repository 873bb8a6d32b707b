package org.drover.deploy.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.drover.coordinator.survey.SurveyReport;
import org.drover.coordinator.survey.SurveyReport.Counts;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/** Surveys towns, migrates them, and holds the one against the other. */
record Foreseeing(Databases databases) {

  SurveyReport done(String step, int refused) {
    SurveyReport foreseen =
        done(
            """
            migration: whole
            select: {label: Town}
            strategy: in-place
            transform: [{%s}]
            """
                .formatted(step));
    assertThat(foreseen.seen().quarantined()).isEqualTo(refused);
    return foreseen;
  }

  /** Where nothing is left open the backfill does what was foreseen, number by number. */
  SurveyReport done(String text) {
    Migrating migrating = migrating(text);
    SurveyReport foreseen = migrating.survey();
    Counts seen = foreseen.seen();
    assertThat(seen.undecided()).isZero();
    assertThat(migrating.backfill())
        .isEqualTo(new Tally(seen.members(), seen.wouldChange(), seen.quarantined()));
    return foreseen;
  }

  static long bytes(SurveyReport report) {
    return report.seen().bytes();
  }

  Migrating migrating(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready ->
          new Migrating(databases, ready.spec(), text, new Rhythm(List.of(4), List.of(false), 0));
      case SpecReading.Refused refused ->
          throw new IllegalArgumentException(refused.errors().toString());
    };
  }
}
