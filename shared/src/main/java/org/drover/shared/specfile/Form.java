package org.drover.shared.specfile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The mappings that a spec is made of, and the keys of each. The JSON Schema has the same list. */
@SuppressWarnings("ImmutableEnumChecker") // the fields are List.of and Map.of, which do not change
enum Form {
  SPEC(
      List.of("migration", "select", "transform"),
      List.of(
          "graph",
          "strategy",
          "mode",
          "budget",
          "guard",
          "undo",
          "verify",
          "on",
          "retain",
          "dedupe"),
      Later.SPEC),
  SELECT(
      List.of(),
      List.of("label", "relationship", "nodes", "relationships", "key", "where"),
      Map.of()),
  KEY(List.of("property"), List.of(), Map.of()),
  VERIFY(List.of(), List.of("level", "unique", "queries", "relationships"), Map.of()),
  QUERY(List.of("cypher"), List.of("name", "ordered", "tolerance"), Map.of()),
  ON(
      List.of(),
      List.of("collision", "count-mismatch", "verification", "query", "errors", "foreign-writes"),
      Map.of()),
  DEDUPE(List.of("by"), List.of("on-duplicate"), Map.of()),
  BUDGET(List.of(), List.of("workers", "rate", "memory", "errors", "windows"), Map.of()),
  GUARD(
      List.of(),
      List.of(
          "probe",
          "p95",
          "parameters",
          "database-cpu",
          "transactions",
          "lock-waits",
          "prometheus",
          "http"),
      Map.of()),
  PROMETHEUS(List.of("url", "query", "max"), List.of(), Map.of()),
  HTTP(List.of("url", "max"), List.of("field"), Map.of()),
  STEP(
      List.of(),
      List.of(
          "canonical-key",
          "row-hash",
          "add-label",
          "label-by",
          "remove-label",
          "set",
          "default",
          "remove",
          "rename",
          "copy",
          "cast",
          "map",
          "into-map",
          "from-map",
          "retype",
          "java",
          "cypher"),
      Map.of()),
  CANONICAL_KEY(List.of("version", "of", "into"), List.of("normalize", "version-into"), Map.of()),
  ROW_HASH(List.of("version", "into"), List.of("except", "normalize", "version-into"), Map.of()),
  CAST(List.of("property", "to"), List.of("into"), Map.of()),
  MAP(List.of("property", "table"), List.of("into", "default"), Map.of()),
  LABEL_BY(List.of("property", "labels"), List.of("otherwise"), Map.of()),
  OTHERWISE(List.of("label"), List.of(), Map.of()),
  TABLE_ROW(List.of("from", "to"), List.of(), Map.of()),
  INTO_MAP(List.of("of", "into"), List.of("keep"), Map.of()),
  FROM_MAP(List.of("of", "into"), List.of("keep"), Map.of()),
  JAVA(List.of("transform", "of", "into"), List.of("config", "repeatable"), Map.of()),
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

  /** The sentence about what will be available one day. */
  static String later(String advice) {
    return "not available in this version: " + advice;
  }

  /**
   * Keys that a reader of the design may expect, or that do not belong into a spec at all. They are
   * refused by name: nothing that an operator writes may be without effect.
   */
  private static final class Later {

    static final Map<String, String> SPEC = spec();

    private static final String CONNECTION =
        "a spec holds no connection and no credential; 'graph' names a connection that the node's"
            + " configuration defines";

    private Later() {}

    private static Map<String, String> spec() {
      Map<String, String> refused = new HashMap<>();
      for (String connection :
          List.of(
              "bolt",
              "uri",
              "url",
              "host",
              "port",
              "user",
              "username",
              "password",
              "password-file",
              "token",
              "credentials",
              "connection",
              "database")) {
        refused.put(connection, CONNECTION);
      }
      return Map.copyOf(refused);
    }
  }
}
