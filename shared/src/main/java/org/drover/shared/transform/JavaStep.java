package org.drover.shared.transform;

import java.util.stream.IntStream;
import org.drover.shared.plugin.MemberTransform;
import org.drover.shared.plugin.MemberTransform.Setting;
import org.drover.shared.plugin.Plugins;
import org.drover.shared.spec.Step;

/** The step that runs a transform of the operator's own. */
final class JavaStep implements ColumnStep {

  static final String NAME = "java";

  private final Step.Java step;
  private final Setting setting;
  private final MemberTransform transform;

  JavaStep(Step.Java step, Plugins plugins) {
    this.step = step;
    this.setting = new Setting(step.of(), step.into(), step.config());
    this.transform = plugins.named(step.transform());
  }

  @Override
  public void run(Columns columns) {
    int[] rows = IntStream.range(0, columns.size()).filter(row -> !columns.refused(row)).toArray();
    if (rows.length > 0 && !ran(columns, rows)) {
      for (int row : rows) {
        runAlone(columns, row);
      }
    }
  }

  /** Whether it did not throw; if it did, nothing has happened. */
  private boolean ran(Columns columns, int[] rows) {
    ColumnBatch batch = new ColumnBatch(step, columns, rows);
    try {
      transform.run(setting, batch);
    } catch (RuntimeException someMember) {
      return false;
    }
    batch.write();
    return true;
  }

  /** The message may hold values; who wants it looks at the class with the member. */
  private void runAlone(Columns columns, int row) {
    ColumnBatch batch = new ColumnBatch(step, columns, new int[] {row});
    try {
      transform.run(setting, batch);
    } catch (RuntimeException thrown) {
      columns.refuse(
          row, NAME, "%s threw %s".formatted(step.transform(), thrown.getClass().getSimpleName()));
      return;
    }
    batch.write();
  }
}
