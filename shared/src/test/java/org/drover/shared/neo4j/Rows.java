package org.drover.shared.neo4j;

import java.util.List;
import org.neo4j.driver.Record;

/** What a test's own statement returned. */
record Rows(List<Record> list) {

  Record first() {
    return list.getFirst();
  }

  /** The first column as whole numbers. */
  long[] longs() {
    return list.stream().mapToLong(row -> row.get(0).asLong()).toArray();
  }

  long number() {
    return first().get(0).asLong();
  }
}
