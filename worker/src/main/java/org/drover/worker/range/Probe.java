package org.drover.worker.range;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Successors;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Stage;
import org.drover.shared.transform.Transform;

/**
 * Sends a node the whole way, once a shard: it is made as an application would make it, after the
 * likeness of a member that is there; it is migrated; it is looked for by what it was and by what
 * it has become; and it is taken out again. All of it happens in one transaction that is never
 * committed, so that nobody else meets it.
 */
final class Probe {

  private static final ColumnNeed EVERYTHING = new ColumnNeed(Set.of(), true, true);

  private final RangeTask task;
  private boolean sent;

  Probe(RangeTask task) {
    this.task = task;
  }

  /**
   * @param ids of members, one of which is taken for the likeness
   */
  void send(RangeStore store, long[] ids, Differences differences) {
    Spec spec = task.corrected();
    boolean wanted =
        task.level().includes(Level.FORENSIC)
            && spec.selection().kind() == Selection.Kind.NODE
            && Repeatable.against(spec).isEmpty();
    if (sent || !wanted || ids.length == 0) {
      return;
    }
    sent = true;
    List<Stage> stages = Transform.compileToColumns(spec.transform());
    if (stages.size() == 1 && stages.getFirst() instanceof Stage.Columnar stage) {
      try (OpenRange range = store.unfenced(task.members())) {
        send(range, stage, ids[ids.length / 2], differences);
      } catch (GraphException constraint) {
        if (constraint.kind() != GraphException.Kind.BAD_DATA) {
          throw constraint;
        }
        // What must be unique has no likeness; then there is no probe.
      }
    }
  }

  private void send(OpenRange range, Stage.Columnar stage, long like, Differences differences) {
    Columns likeness = range.fetch(new long[] {like}, EVERYTHING);
    if (likeness.size() == 0) {
      return;
    }
    Map<String, Object> properties = new HashMap<>(likeness.propertiesOf(0));
    Set<String> written = new TreeSet<>(task.corrected().written());
    properties.keySet().removeAll(written);
    long probe = range.plant(labels(likeness), properties);
    Columns columns = read(range, probe, stage);
    if (columns.size() != 1) {
      differences.add(
          Kind.PROBE,
          like,
          "a probe after its likeness is not selected; does 'where' ask for what the migration writes?");
      return;
    }
    stage.run(columns);
    range.write(columns);
    for (String wrong : wrong(range, stage, probe, properties, written)) {
      differences.add(Kind.PROBE, like, "a probe after its likeness " + wrong);
    }
    range.delete(new long[] {probe});
  }

  /** As before it was migrated, if that took a label away. */
  private Set<String> labels(Columns likeness) {
    Set<String> labels = new TreeSet<>(likeness.labelsOf(0));
    if (task.visitsListed()) {
      labels.removeAll(Successors.of(task.corrected()));
      labels.add(task.spec().selection().common());
    }
    return labels;
  }

  private static Columns read(OpenRange range, long probe, Stage.Columnar stage) {
    return range.read(new RangeRequest.IdList(new long[] {probe}, probe), stage.need()).columns();
  }

  private static List<String> wrong(
      OpenRange range,
      Stage.Columnar stage,
      long probe,
      Map<String, Object> old,
      Set<String> written) {
    List<String> wrong = new ArrayList<>();
    Columns again = read(range, probe, stage);
    stage.run(again);
    if (again.changedRows() > 0) {
      wrong.add("is not as the migration wrote it when it is read back");
    }
    Map<String, Object> now = range.fetch(new long[] {probe}, EVERYTHING).propertiesOf(0);
    old.forEach(
        (property, value) -> {
          if (!isFound(range, probe, property, value)) {
            wrong.add("is not found by its old '" + property + "'");
          }
        });
    for (String property : written) {
      Object value = now.get(property);
      if (value != null && !isFound(range, probe, property, value)) {
        wrong.add("is not found by its new '" + property + "'");
      }
    }
    return wrong;
  }

  /** What is not a number equals nothing, itself included: nobody finds a node by it. */
  private static boolean isFound(OpenRange range, long probe, String property, Object value) {
    return Double.valueOf(Double.NaN).equals(value) || range.finds(probe, property, value);
  }
}
