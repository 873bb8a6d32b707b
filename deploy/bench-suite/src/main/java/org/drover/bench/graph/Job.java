package org.drover.bench.graph;

/** What is done to every node of the scratch label, in one language after the other. */
public enum Job {
  CANONICAL_KEY(
      "canonicalKey",
      "a SHA-256 over four properties, written as a fifth",
      "SET n.canonical_key = apoc.util.sha256([n.value, n.field, n.row_key, n.dump])",
      "n.canonical_key IS NOT NULL",
      "REMOVE n.canonical_key",
      """
      strategy: shadow
      transform:
        - canonical-key: {version: v1, of: [value, field, row_key, dump], into: canonical_key}
      """),
  LABEL(
      "label",
      "one more label",
      "SET n:DroverBenched",
      "n:DroverBenched",
      "REMOVE n:DroverBenched",
      """
      strategy: label
      transform:
        - add-label: DroverBenched
      """),
  RENAME(
      "rename",
      "a property under another name",
      "SET n.source = n.dump REMOVE n.dump",
      "n.source IS NOT NULL AND n.dump IS NULL",
      "SET n.dump = n.source REMOVE n.source",
      """
      strategy: in-place
      transform:
        - rename: {dump: source}
      """);

  private final String id;
  private final String description;
  private final String change;
  private final String done;
  private final String undo;
  private final String spec;

  Job(String id, String description, String change, String done, String undo, String spec) {
    this.id = id;
    this.description = description;
    this.change = change;
    this.done = done;
    this.undo = undo;
    this.spec = spec;
  }

  /** Its name in reports and on the command line. */
  public String id() {
    return id;
  }

  public String description() {
    return description;
  }

  /** The clauses that do it to {@code n}; the hash is APOC's, for the language has none. */
  public String change() {
    return change;
  }

  /** The condition that holds for {@code n} afterwards and not before. */
  public String done() {
    return done;
  }

  /** The clauses that take it back. */
  public String undo() {
    return undo;
  }

  /** Whether the database needs APOC to do it alone. */
  public boolean needsApoc() {
    return this == CANONICAL_KEY;
  }

  /**
   * The job as a migration.
   *
   * @param mode {@code live} or {@code offline}
   * @param undo {@code keep} or {@code none}
   */
  public String spec(String migration, String label, int workers, String mode, String undo) {
    return """
        migration: %s
        graph: main
        select: {label: %s, key: auto}
        mode: %s
        undo: %s
        budget: {workers: %d}
        """
            .formatted(migration, label, mode, undo, workers)
        + spec;
  }
}
