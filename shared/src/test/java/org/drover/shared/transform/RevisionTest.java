package org.drover.shared.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Revision;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.drover.shared.spec.ValueType;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.jspecify.annotations.Nullable;

/** When a sweep by a corrected transform may be trusted with what the first one has migrated. */
class RevisionTest {

  private static final Spec ANY = any();
  private static final Step CAST = new Step.Cast("size", ValueType.INTEGER, "amount");

  @Example
  void aTableInPlaceOfAConversionMayFollowIt() {
    Step map = new Step.MapValues("size", "amount", Map.of("many", 99L), 0L);
    assertThat(against(List.of(CAST), List.of(map))).isEmpty();
  }

  @Example
  void aKeyOfOtherPropertiesMayFollowAKey() {
    assertThat(against(List.of(key("code")), List.of(key("number")))).isEmpty();
  }

  // Who has a size and no weight would keep the amount that was made of the size.
  @Example
  void whatIsMadeFromAnotherPropertyMayNot() {
    Step weight = new Step.Cast("weight", ValueType.INTEGER, "amount");
    assertThat(against(List.of(CAST), List.of(weight))).contains("'amount'").contains("'weight'");
  }

  @Example
  void whatFillsGapsMayNotFillThemOtherwise() {
    Step before = new Step.Defaults(Map.of("country", "no"));
    Step after = new Step.Defaults(Map.of("country", "none"));
    assertThat(against(List.of(before), List.of(after))).contains("a 'default'");
    assertThat(against(List.of(before, CAST), List.of(CAST, before))).isEmpty();
  }

  @Example
  void whatWasConvertedInPlaceCannotBeConvertedFromTheStart() {
    Step before = new Step.Cast("size", ValueType.INTEGER, "size");
    Step after = new Step.Cast("size", ValueType.STRING, "size");
    assertThat(against(List.of(before), List.of(after))).contains("without 'into'");
  }

  @Example
  void besideARetypeLabelsStayAsTheyAre() {
    Step retype = new Step.Retype("A", "B", Map.of());
    Step add = new Step.AddLabel("A");
    assertThat(against(List.of(add, retype), List.of(retype, add))).contains("'retype'");
  }

  // Who got a label by the first table keeps it.
  @Example
  void aTableOfLabelsMayOnlyGetMoreRows() {
    Step first = labelBy(Map.of("p", "Person"), new Otherwise.Quarantine());
    Map<Object, String> more = Map.of("p", "Person", "pp", "Person");

    assertThat(against(List.of(first), List.of(labelBy(more, new Otherwise.Leave())))).isEmpty();
    assertThat(
            against(
                List.of(first),
                List.of(labelBy(Map.of("q", "Person"), new Otherwise.Quarantine()))))
        .contains("keep the labels");
    Step rest = labelBy(Map.of("p", "Person"), new Otherwise.Label("Other"));
    assertThat(against(List.of(rest), List.of(labelBy(more, new Otherwise.Label("Other")))))
        .contains("keep the labels");
    assertThat(against(List.of(rest, CAST), List.of(CAST, rest))).isEmpty();
  }

  @Example
  void aLabelForAllMayNotBecomeOneForSome() {
    Step all = new Step.AddLabel("Person");
    Step some = labelBy(Map.of("p", "Person"), new Otherwise.Leave());

    assertThat(against(List.of(all), List.of(some))).contains("keep the labels");
    assertThat(against(List.of(some), List.of(all))).isEmpty();
  }

  @Example
  void whatALabelIsChosenByIsMadeAsBefore() {
    Step first = labelBy(Map.of("p", "Person"), new Otherwise.Leave());
    Step trimmed = new Step.MapValues("kind", "kind", Map.of("p", "p", "x", "p"), null);

    assertThat(
            against(
                List.of(new Step.Copy(Map.of("a", "kind")), first),
                List.of(new Step.Copy(Map.of("b", "kind")), first)))
        .contains("'kind'");
    assertThat(against(List.of(trimmed, first), List.of(trimmed, first))).isNotEmpty();
  }

  private static Step labelBy(Map<Object, String> labels, Otherwise otherwise) {
    return new Step.LabelBy("kind", labels, otherwise);
  }

  /** The claim itself, over random transforms that write the same, and random members. */
  @Property(tries = 20_000, maxDiscardRatio = 1_000)
  void afterTheFirstItMakesWhatItWouldHaveMadeAlone(
      @ForAll("members") Map<String, Object> member,
      @ForAll("steps") List<Step> before,
      @ForAll("steps") List<Step> after) {
    Assume.that(writes(before).equals(writes(after)));
    Assume.that(against(before, after).isEmpty());
    Result alone = run(member, after);
    Result behind = run(run(member, before).member(), after);

    assertThat(behind.refused()).isEqualTo(alone.refused());
    if (!alone.refused()) {
      assertThat(behind.member()).isEqualTo(alone.member());
    }
  }

  @Provide
  Arbitrary<Map<String, Object>> members() {
    Arbitrary<Object> values =
        Arbitraries.of("1", "x", 1L, 2.5, "{\"b\":1}", "{\"b\":\"x\",\"z\":true}");
    return Arbitraries.maps(Arbitraries.of("a", "b", "c"), values);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.<Step>of(
            new Step.SetProperties(Map.of("b", 1L)),
            new Step.SetProperties(Map.of("c", 2L)),
            new Step.Defaults(Map.of("b", "x")),
            new Step.Defaults(Map.of("b", "y")),
            new Step.RemoveProperties(List.of("b")),
            new Step.RemoveProperties(List.of("c")),
            new Step.Rename(Map.of("a", "b")),
            new Step.Copy(Map.of("a", "b")),
            new Step.Copy(Map.of("a", "c")),
            new Step.Copy(Map.of("b", "c")),
            new Step.Cast("a", ValueType.INTEGER, "b"),
            new Step.Cast("b", ValueType.STRING, "c"),
            new Step.Cast("b", ValueType.INTEGER, "b"),
            new Step.MapValues("a", "b", Map.of("x", "y"), 7L),
            new Step.MapValues("b", "c", Map.of(1L, 2L), null),
            new Step.IntoMap(List.of("a", "b"), "c", true),
            new Step.IntoMap(List.of("a"), "c", true),
            new Step.IntoMap(List.of("b"), "c", false),
            new Step.FromMap("a", List.of("b"), true),
            new Step.FromMap("a", List.of("b"), false),
            new Step.FromMap("c", List.of("b"), true),
            new Step.CanonicalKey("v1", List.of("a"), Set.of(), "c", null),
            new Step.CanonicalKey("v1", List.of("a", "b"), Set.of(), "c", null),
            new Step.RowHash("v1", Set.of(), Set.of(), "c", null))
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private record Result(Map<String, Object> member, boolean refused) {}

  private static Result run(Map<String, Object> member, List<Step> steps) {
    Columns columns = new Batch().member(member).run(steps.toArray(Step[]::new));
    Map<String, Object> after = new HashMap<>(member);
    for (Map.Entry<String, @Nullable Object[]> column : columns.changes().values().entrySet()) {
      if (column.getValue().length > 0) {
        Object value = column.getValue()[0];
        after.remove(column.getKey());
        if (value != null) {
          after.put(column.getKey(), value);
        }
      }
    }
    return new Result(after, columns.refused(0));
  }

  private static Step key(String property) {
    return new Step.CanonicalKey("v1", List.of(property), Set.of(), "key", null);
  }

  private static Set<String> writes(List<Step> steps) {
    Set<String> names = new HashSet<>();
    steps.forEach(step -> names.addAll(Footprint.of(step).writes()));
    return names;
  }

  private static String against(List<Step> before, List<Step> after) {
    return Revision.against(ANY.with(before), ANY.with(after));
  }

  private static Spec any() {
    String text =
        "migration: m\nselect: {label: P}\nstrategy: in-place\ntransform: [{set: {b: 1}}]\n";
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }
}
