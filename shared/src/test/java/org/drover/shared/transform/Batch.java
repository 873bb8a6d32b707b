package org.drover.shared.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;

/** Members to run steps on, written down one by one; read as a stage asks for them. */
final class Batch {

  private final List<Map<String, Object>> members = new ArrayList<>();
  private final List<List<String>> labels = new ArrayList<>();

  private final long firstId;

  Batch() {
    this(100);
  }

  Batch(long firstId) {
    this.firstId = firstId;
  }

  Batch member(Map<String, Object> properties, String... labels) {
    this.members.add(properties);
    this.labels.add(List.of(labels));
    return this;
  }

  /** Runs the steps on columns, pushdown or not; ids count on from the first. */
  Columns run(Step... steps) {
    Stage.Columnar stage = new Stage.Columnar(List.of(steps));
    ColumnNeed need = stage.need();
    Map<String, @Nullable Object[]> properties = new HashMap<>();
    for (String name : need.properties()) {
      properties.put(name, members.stream().map(member -> member.get(name)).toArray());
    }
    Columns columns =
        Columns.read(
            LongStream.range(firstId, firstId + members.size()).toArray(),
            properties,
            need.labels() ? labels : null,
            need.allProperties() ? members : null);
    stage.run(columns);
    return columns;
  }
}
