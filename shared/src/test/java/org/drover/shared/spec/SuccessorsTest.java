package org.drover.shared.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {retype: {from: Old, to: New}}                              | New
          {add-label: New}, {remove-label: Old}                       | New
          {remove-label: Old}, {add-label: New}                       | New
          {add-label: B}, {add-label: A}, {remove-label: Old}         | B A
          {retype: {from: Old, to: A}}, {retype: {from: A, to: B}}    | B
          {retype: {from: Old, to: A}}, {remove-label: A}             | ''
          {remove-label: Old}                                         | ''
          """)
  void whoLosesTheLabelIsKnownByWhatTheTransformGivesInItsPlace(String steps, String labels) {
    assertThat(String.join(" ", Successors.of(spec(steps)))).isEqualTo(labels);
  }

  @Test
  void whoKeepsTheLabelNeedsNoOther() {
    assertThat(Successors.of(spec("{add-label: New}"))).isEmpty();
  }

  // Each member has one of the table's labels or none; some have the label that is retyped, too.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {label-by: {property: kind, labels: {a: A, b: B}}}, {remove-label: Old} | ''
          {retype: {from: Other, to: New}}, {remove-label: Old}                   | ''
          {retype: {from: Other, to: A}}, {retype: {from: Old, to: B}}            | B
          """)
  void aLabelThatOnlySomeGetStandsForNobody(String steps, String labels) {
    assertThat(String.join(" ", Successors.of(spec(steps)))).isEqualTo(labels);
  }

  @Test
  void membersAreLookedForUnderTheOldLabelAndTheFirstThatStandsForIt() {
    Selection selection =
        Successors.throughout(spec("{add-label: B}, {add-label: A}, {remove-label: Old}"));
    assertThat(selection.name()).isEqualTo("B");
    assertThat(selection.anyOf()).containsExactly("B", "Old");
    assertThat(selection.where()).isEqualTo("n.kind = 'a'");
  }

  @Test
  void membersOfWhomNothingIsLeftAreLookedForWhateverTheirLabels() {
    Spec spec = spec("{remove-label: Old}");
    assertThat(Successors.throughout(spec).anyOf()).isEqualTo(new TreeSet<>());
    assertThat(Successors.throughout(spec).where()).isEqualTo("n.kind = 'a'");
  }

  @Test
  void whoKeepsTheLabelIsLookedForByIt() {
    Spec spec = spec("{add-label: New}");
    assertThat(Successors.throughout(spec)).isEqualTo(spec.selection());
  }

  // Else a retype would find nothing to do, and a default that somebody took away stayed unseen.
  @Test
  void whoWasMigratedIsFirstSeenAsBefore() {
    Spec spec = spec("{retype: {from: Old, to: New, defaults: {era: late}}}");
    assertThat(Successors.seenAsBefore(spec))
        .isEqualTo(
            List.of(
                new Step.RemoveLabel("New"),
                new Step.AddLabel("Old"),
                spec.transform().getFirst()));
  }

  @Test
  void whoKeepsTheLabelIsSeenAsHeIs() {
    Spec spec = spec("{add-label: New}");
    assertThat(Successors.seenAsBefore(spec)).isEqualTo(spec.transform());
  }

  private static Spec spec(String steps) {
    String text =
        "migration: m\nselect: {label: Old, where: \"n.kind = 'a'\"}\nstrategy: in-place\ntransform: [%s]\n"
            .formatted(steps);
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }
}
