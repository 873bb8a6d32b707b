package org.drover.shared.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.ValueType;
import org.jspecify.annotations.Nullable;

class TransformPropertiesTest {

  private static final List<String> NAMES = List.of("a", "b", "c");

  /** What becomes of a member does not depend on who stands beside it. */
  @Property
  void aBatchDoesToEachMemberWhatItWouldDoToItAlone(
      @ForAll("members") List<Map<String, Object>> members, @ForAll("steps") List<Step> steps) {
    Map<Long, Map<String, @Nullable Object>> together = written(members, steps, 0);
    Map<Long, Map<String, @Nullable Object>> oneByOne = new HashMap<>();
    for (int row = 0; row < members.size(); row++) {
      oneByOne.putAll(written(List.of(members.get(row)), steps, row));
    }

    assertThat(after(members, together)).isEqualTo(after(members, oneByOne));
  }

  /** So that a sweep ends: what it wrote it does not write again. */
  @Property
  void aKeyIsWrittenOnce(@ForAll("members") List<Map<String, Object>> members) {
    List<Step> steps =
        List.of(
            new Step.CanonicalKey("v1", NAMES, Set.of(), "key", "version"),
            new Step.RowHash("v1", Set.of("key", "version"), Set.of(), "hash", null));
    List<Map<String, Object>> migrated = after(members, written(members, steps, 0));

    assertThat(run(members, steps, 0).changedRows()).isEqualTo(members.size());
    assertThat(run(migrated, steps, 0).changedRows()).isZero();
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> members() {
    Arbitrary<Object> values = Arbitraries.of("1", "x", 1L, 2.0, 2.5, true, "{\"b\":1}");
    return Arbitraries.maps(Arbitraries.of(NAMES), values).list().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.<Step>of(
            new Step.SetProperties(Map.of("a", 1L)),
            new Step.Defaults(Map.of("b", "x")),
            new Step.RemoveProperties(List.of("c")),
            new Step.Rename(Map.of("a", "b", "b", "a")),
            new Step.Rename(Map.of("c", "a")),
            new Step.Copy(Map.of("a", "c")),
            new Step.Cast("a", ValueType.INTEGER, "a"),
            new Step.Cast("b", ValueType.STRING, "c"),
            new Step.MapValues("b", "b", Map.of("x", "y", 1L, 2L), null),
            new Step.IntoMap(List.of("a", "b"), "c", true),
            new Step.IntoMap(List.of("a"), "c", true),
            new Step.IntoMap(List.of("b"), "c", false),
            new Step.FromMap("a", List.of("b"), true),
            new Step.FromMap("a", List.of("b"), false),
            new Step.FromMap("c", List.of("b"), true),
            new Step.CanonicalKey("v1", List.of("a", "b"), Set.of(), "c", null),
            new Step.RowHash("v1", Set.of(), Set.of(), "b", null))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static Columns run(List<Map<String, Object>> members, List<Step> steps, int firstRow) {
    Batch batch = new Batch(100 + firstRow);
    members.forEach(batch::member);
    return batch.run(steps.toArray(Step[]::new));
  }

  private static Map<Long, Map<String, @Nullable Object>> written(
      List<Map<String, Object>> members, List<Step> steps, int firstRow) {
    Columns.Changes changes = run(members, steps, firstRow).changes();
    Map<Long, Map<String, @Nullable Object>> written = new HashMap<>();
    for (int i = 0; i < changes.ids().length; i++) {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (Map.Entry<String, @Nullable Object[]> column : changes.values().entrySet()) {
        values.put(column.getKey(), column.getValue()[i]);
      }
      written.put(changes.ids()[i], values);
    }
    return written;
  }

  /** The members as a database would have them after the writes. */
  private static List<Map<String, Object>> after(
      List<Map<String, Object>> members, Map<Long, Map<String, @Nullable Object>> written) {
    List<Map<String, Object>> after = new ArrayList<>();
    for (int row = 0; row < members.size(); row++) {
      Map<String, Object> member = new HashMap<>(members.get(row));
      written
          .getOrDefault(100L + row, Map.of())
          .forEach(
              (name, value) -> {
                if (value == null) {
                  member.remove(name);
                } else {
                  member.put(name, value);
                }
              });
      after.add(member);
    }
    return after;
  }
}
