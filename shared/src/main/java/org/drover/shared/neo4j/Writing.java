package org.drover.shared.neo4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * A statement that writes one kind of change of a batch, and returns how many members it met.
 *
 * @param rows how many it must meet
 */
record Writing(String text, Map<String, Value> parameters, int rows) {

  /**
   * What a label's constraints forbid is looked at statement by statement: who loses a label loses
   * it first, and who gets one gets it last, so that nobody's new value is held against others
   * among whom it never is.
   */
  static List<Writing> of(Columns columns, Members members) {
    List<Writing> writings = new ArrayList<>();
    columns
        .labelsRemoved()
        .forEach((label, ids) -> writings.add(label("REMOVE", label, ids, members)));
    Columns.Changes changes = columns.changes();
    if (changes.ids().length > 0) {
      writings.add(properties(changes, members));
    }
    columns.labelsAdded().forEach((label, ids) -> writings.add(label("SET", label, ids, members)));
    return writings;
  }

  private static Writing properties(Columns.Changes changes, Members members) {
    Map<String, Value> parameters = new HashMap<>();
    List<String> settings = new ArrayList<>();
    changes
        .values()
        .forEach(
            (property, column) -> {
              String name = "c" + settings.size();
              boolean constant = isConstant(column);
              parameters.put(name, constant ? Cells.value(column[0]) : Cells.list(column));
              settings.add(Cypher.property(property) + " = $" + name + (constant ? "" : "[i]"));
            });
    parameters.put("ids", Values.value(changes.ids()));
    return new Writing(
        "UNWIND range(0, size($ids) - 1) AS i\nMATCH "
            + (members.anything() + " WHERE id(n) = $ids[i]\nSET ")
            + (String.join(",\n  ", settings) + "\nRETURN count(n) AS met"),
        parameters,
        changes.ids().length);
  }

  private static Writing label(String verb, String label, long[] ids, Members members) {
    return new Writing(
        Finding.seek("$ids", members)
            + (verb + " n:" + Cypher.name(label) + "\nRETURN count(n) AS met"),
        Map.of("ids", Values.value(ids)),
        ids.length);
  }

  /** Such as a key's version; sent once instead of ten thousand times. */
  private static boolean isConstant(@Nullable Object[] column) {
    for (@Nullable Object cell : column) {
      if (!Objects.equals(cell, column[0])) {
        return false;
      }
    }
    return true;
  }
}
