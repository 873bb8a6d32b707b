package org.drover.shared.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.drover.shared.canonical.KeyHash;
import org.drover.shared.canonical.NoCanonicalFormException;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;

/** The steps that hash properties. */
final class HashSteps {

  private HashSteps() {}

  static void canonicalKey(Step.CanonicalKey step, Columns columns) {
    KeyHash hash = KeyHash.canonicalKey(step.version(), step.normalize());
    @Nullable Object[][] sources = new Object[step.of().size()][];
    Arrays.setAll(sources, i -> columns.column(step.of().get(i)));
    hashRows(
        columns,
        "canonical-key",
        step.into(),
        row -> {
          hash.start(sources.length);
          for (@Nullable Object[] source : sources) {
            hash.add(source[row]);
          }
          return hash.finish();
        });
    stamp(step.versionInto(), step.version(), columns);
  }

  static void rowHash(Step.RowHash step, Columns columns) {
    KeyHash hash = KeyHash.rowHash(step.version(), step.normalize());
    Set<String> targets = Reach.of(step).writes();
    List<String> names = new ArrayList<>();
    hashRows(
        columns,
        "row-hash",
        step.into(),
        row -> {
          names.clear();
          columns.namesInto(names, row);
          names.removeIf(name -> step.except().contains(name) || targets.contains(name));
          names.sort(KeyHash.NAME_ORDER);
          hash.start(names.size());
          for (String name : names) {
            hash.add(name, columns.value(name, row));
          }
          return hash.finish();
        });
    stamp(step.versionInto(), step.version(), columns);
  }

  @FunctionalInterface
  private interface RowHasher {
    String hash(int row);
  }

  private static void hashRows(Columns columns, String step, String into, RowHasher hasher) {
    @Nullable Object[] hashes = new Object[columns.size()];
    for (int row = 0; row < hashes.length; row++) {
      if (!columns.refused(row)) {
        try {
          hashes[row] = hasher.hash(row);
        } catch (NoCanonicalFormException refusal) {
          columns.refuse(row, step, refusal.getMessage());
        }
      }
    }
    columns.replace(into, hashes);
  }

  private static void stamp(@Nullable String name, String version, Columns columns) {
    if (name != null) {
      PropertySteps.fill(name, version, columns);
    }
  }
}
