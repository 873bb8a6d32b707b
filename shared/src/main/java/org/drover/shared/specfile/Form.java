package org.drover.shared.specfile;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The mappings that a spec is made of, and the keys of each. The JSON Schema has the same list. */
@SuppressWarnings("ImmutableEnumChecker") // the fields are List.of and Map.of, which do not change
enum Form {
  SPEC(
      List.of("migration", "select", "transform"),
      List.of("graph", "strategy", "mode", "budget", "undo"),
      Later.SPEC),
  SELECT(List.of(), List.of("label", "relationship", "key", "where"), Map.of()),
  KEY(List.of("property"), List.of(), Map.of()),
  BUDGET(List.of(), List.of("workers"), Later.BUDGET),
  STEP(
      List.of(),
      List.of(
          "canonical-key",
          "row-hash",
          "add-label",
          "remove-label",
          "set",
          "default",
          "remove",
          "rename",
          "copy",
          "cast",
          "map",
          "retype",
          "cypher"),
      Later.STEP),
  CANONICAL_KEY(List.of("version", "of", "into"), List.of("normalize", "version-into"), Map.of()),
  ROW_HASH(List.of("version", "into"), List.of("except", "normalize", "version-into"), Map.of()),
  CAST(List.of("property", "to"), List.of("into"), Map.of()),
  MAP(List.of("property", "table"), List.of("into", "default"), Map.of()),
  TABLE_ROW(List.of("from", "to"), List.of(), Map.of()),
  RETYPE(List.of("from", "to"), List.of("defaults"), Map.of());

  private final List<String> required;
  private final List<String> optional;
  private final Map<String, String> refused;

  /**
   * @param refused keys that are known, each with the sentence that says why it cannot be written
   */
  Form(List<String> required, List<String> optional, Map<String, String> refused) {
    this.required = required;
    this.optional = optional;
    this.refused = refused;
  }

  List<String> required() {
    return required;
  }

  Map<String, String> refused() {
    return refused;
  }

  List<String> keys() {
    return Stream.concat(required.stream(), optional.stream()).toList();
  }
}
