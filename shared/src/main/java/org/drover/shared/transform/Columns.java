package org.drover.shared.transform;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PLACEHOLDER */
public final class Columns {
  /**
   * @param ids the members' ids, ascending or in the order of the key
   * @param properties a column for each property that was read; null where the member lacks it
   * @param labels the members' labels, or null if they were not read
   * @param all every property of each member, or null if they were not read
   */
  public static Columns read(
      long[] ids,
      Map<String, @Nullable Object[]> properties,
      @Nullable List<List<String>> labels,
      @Nullable List<Map<String, Object>> all) {
    throw new IllegalStateException("helper B");
  }
}
