package org.drover.deploy.sample;

import java.util.List;
import java.util.function.Consumer;
import org.neo4j.driver.Driver;

/** A graph to try a migration on. */
public interface SampleGraph {

  /** What it is, in half a sentence. */
  String description();

  /** The label that the sample migration visits. */
  String label();

  /** The properties that the canonical key is made of. */
  List<String> keyProperties();

  /**
   * Fills an empty database.
   *
   * @param progress is told, now and then, what is being done
   */
  Filled fill(Driver driver, Consumer<String> progress);

  /** The sample migration, as a spec's text. */
  default String spec(String migration, int workers) {
    return """
        migration: %s
        graph: main
        select:
          label: %s
          key: auto
        transform:
          - canonical-key:
              version: v2
              of: [%s]
              normalize: [nfc, trim, lowercase]
              into: canonical_key
              version-into: canonical_key_version
        strategy: shadow
        budget:
          workers: %d
        """
        .formatted(migration, label(), String.join(", ", keyProperties()), workers);
  }

  /**
   * What a database was filled with.
   *
   * @param nodes all nodes
   * @param selected those with the label that the migration visits
   */
  record Filled(long nodes, long selected, long relationships) {}
}
