package org.drover.deploy.passes;

import org.drover.shared.plugin.MemberBatch;
import org.drover.shared.plugin.MemberTransform;

/** Copies what it is given, but refuses empty text and throws for what is true. */
public final class SampleTransform implements MemberTransform {

  static final String NAME = "sample";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public void run(Setting setting, MemberBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      Object value = batch.value(0, row);
      if ("".equals(value)) {
        batch.refuse(row, "expected something");
      } else if (Boolean.TRUE.equals(value)) {
        throw new IllegalArgumentException("true");
      } else if (value != null) {
        batch.set(0, row, value);
      }
    }
  }
}
