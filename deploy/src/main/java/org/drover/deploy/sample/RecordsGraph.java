package org.drover.deploy.sample;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * Generated records: each {@code Sighting} is a row of a dump, and up to four {@code FieldValue}
 * nodes are its fields. Made inside the database, the same for the same number.
 */
public final class RecordsGraph implements SampleGraph {

  private static final int FIELDS = 4;

  /**
   * Values differ in case, space, script and type, since that is what a canonical key is about; one
   * phone number in ten is missing.
   */
  private static final String FILL =
      """
      UNWIND range(0, $rows - 1) AS row
      CALL (row) {
        WITH row, 'dump-' + toString(row % 7 + 1) AS dump, $names[row % size($names)] AS name
        CREATE (s:Sighting {dump: dump, row_key: row, seen: 1700000000 + row * 13})
        WITH s, row, dump, name, toString(row) AS key
        UNWIND range(0, CASE WHEN row = $rows - 1 THEN $rest - 1 ELSE $fields - 1 END) AS field
        CREATE (v:FieldValue {
          field: ['name', 'email', 'phone', 'visits'][field],
          value: CASE field
            WHEN 0 THEN name + ' ' + key
            WHEN 1 THEN ' ' + toUpper(left(name, 1)) + '.' + key + '@Example.org '
            WHEN 2 THEN CASE row % 10 WHEN 3 THEN null ELSE '+49 30 ' + key END
            ELSE row % 1000 END,
          row_key: key,
          dump: dump})
        CREATE (v)-[:SIGHTED_IN]->(s)
      } IN 2 CONCURRENT TRANSACTIONS OF 2500 ROWS
      """;

  private static final List<String> NAMES =
      List.of(
          "Zoë Müller", "ANNA NOVÁKOVÁ", "José  Núñez", "李 小龍", "Ola Nordmann", "Siân Ó Briain");

  private final long nodes;

  /**
   * @param nodes how many FieldValue nodes to make; at least 1
   */
  public RecordsGraph(long nodes) {
    this.nodes = nodes;
  }

  @Override
  public String description() {
    return "generated records, FieldValue nodes linked to Sighting nodes";
  }

  @Override
  public String label() {
    return "FieldValue";
  }

  @Override
  public List<String> keyProperties() {
    return List.of("value", "field", "row_key", "dump");
  }

  @Override
  public Filled fill(Driver driver, Consumer<String> progress) {
    long rows = (nodes + FIELDS - 1) / FIELDS;
    long rest = nodes - (rows - 1) * FIELDS;
    try (Session session = driver.session()) {
      session
          .run(FILL, Map.of("rows", rows, "rest", rest, "fields", FIELDS, "names", NAMES))
          .consume();
    }
    return new Filled(nodes + rows, nodes, nodes);
  }
}
