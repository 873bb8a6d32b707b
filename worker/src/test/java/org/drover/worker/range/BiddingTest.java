package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.drover.shared.transform.ColumnNeed;
import org.junit.jupiter.api.Test;

/** A survey reads for constraints only what those in question are about. */
class BiddingTest {

  private static final ColumnNeed NOTHING = new ColumnNeed(Set.of(), false, false);

  @Test
  void whatIsNotWrittenIsNotLookedAt() {
    assertThat(bidding("label: Town", "copy: {code: key}", constraint("Town", "name")).need())
        .isEqualTo(NOTHING);
    assertThat(bidding("relationship: ROAD", "copy: {code: key}", constraint("RAIL", "key")).need())
        .isEqualTo(NOTHING);
  }

  @Test
  void noLabelsAreReadForAConstraintOfTheSelectedLabel() {
    Bidding bidding = bidding("label: Town", "copy: {code: key}", constraint("Town", "key"));
    assertThat(bidding.need()).isEqualTo(new ColumnNeed(Set.of("key"), false, false));
    assertThat(bidding.covered()).containsExactly("key");
  }

  @Test
  void labelsAreReadWhereOneOfAnotherLabelIsAboutWhatIsWritten() {
    Bidding bidding = bidding("label: Town", "copy: {code: key}", constraint("Port", "key", "sea"));
    assertThat(bidding.need()).isEqualTo(new ColumnNeed(Set.of("key", "sea"), true, false));
    assertThat(bidding.covered()).isEmpty();
  }

  @Test
  void aLabelThatIsAddedBringsItsConstraints() {
    assertThat(bidding("nodes: all", "add-label: Port", constraint("Port", "name")).need())
        .isEqualTo(new ColumnNeed(Set.of("name"), true, false));
  }

  @Test
  void ofALabelThatIsTakenAwayNobodyIsSureToHaveIt() {
    Bidding bidding =
        bidding(
            "label: Town",
            "retype: {from: Town, to: City, defaults: {key: 1}}",
            constraint("Town", "key"));
    assertThat(bidding.need()).isEqualTo(new ColumnNeed(Set.of("key"), true, false));
    assertThat(bidding.covered()).isEmpty();
  }

  private static Uniqueness constraint(String of, String... properties) {
    return new Uniqueness(of, List.of(properties));
  }

  private static Bidding bidding(String selected, String step, Uniqueness constraint) {
    return Bidding.forward(spec(selected, step), Set.of(constraint));
  }

  private static Spec spec(String selected, String step) {
    String text =
        """
        migration: towns
        select: {%s}
        strategy: in-place
        transform: [{%s}]
        """
            .formatted(selected, step);
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused ->
          throw new IllegalArgumentException(refused.errors().toString());
    };
  }
}
