package org.drover.shared.neo4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.neo4j.driver.Value;

/**
 * The end of a statement: it runs steps over the members of {@code ns}, in order, and returns how
 * many there are and how many the steps change.
 *
 * <p>A member changes if any step applies to it as it is before the first one: if none does, the
 * first one leaves it as it is, and so does each one after.
 */
final class Pushdown {

  private final List<String> conditions = new ArrayList<>();
  private final List<String> clauses = new ArrayList<>();
  private final Map<String, Value> parameters = new HashMap<>();

  Pushdown(List<Step> steps) {
    steps.forEach(this::add);
  }

  Map<String, Value> parameters() {
    return parameters;
  }

  /** Changes the members. */
  String apply() {
    return changing()
        + "CALL (changing) {\nUNWIND changing AS n\n"
        + String.join("\nWITH n\n", clauses)
        + "\n}\n"
        + "RETURN to, size(ns) AS visited, size(changing) AS changed";
  }

  private String changing() {
    String any = conditions.stream().map(c -> "(" + c + ")").collect(Collectors.joining(" OR "));
    return "WITH to, ns, [n IN ns WHERE " + any + "] AS changing\n";
  }

  private void add(Step step) {
    switch (step) {
      case Step.AddLabel add ->
          add("NOT n:" + Cypher.name(add.label()), "SET n:" + Cypher.name(add.label()));
      case Step.LabelBy by -> labelBy(by);
      case Step.RemoveLabel remove ->
          add("n:" + Cypher.name(remove.label()), "REMOVE n:" + Cypher.name(remove.label()));
      case Step.SetProperties set -> set(set.values());
      case Step.Defaults defaults -> defaults(defaults.values());
      case Step.RemoveProperties remove -> remove(remove.properties());
      case Step.Rename rename -> rename(rename.names());
      case Step.Copy copy -> copy(copy.names());
      case Step.Retype retype -> retype(retype);
      case Step.Cypher cypher -> add("true", "CALL (n) {\n" + cypher.statement() + "\n}");
      case Step.CanonicalKey key -> throw notHere("canonical-key");
      case Step.RowHash hash -> throw notHere("row-hash");
      case Step.Cast cast -> throw notHere("cast");
      case Step.MapValues map -> throw notHere("map");
      case Step.IntoMap map -> throw notHere("into-map");
      case Step.FromMap map -> throw notHere("from-map");
      case Step.Java own -> throw notHere("java");
    }
  }

  private void add(String condition, String clause) {
    conditions.add(condition);
    clauses.add(clause);
  }

  /** Values and types are alike, as in a table of Java's: there 1 is not 1.0. */
  private void labelBy(Step.LabelBy by) {
    String property = Cypher.property(by.property());
    Map<String, List<Object>> values = new TreeMap<>();
    by.labels()
        .forEach(
            (value, label) -> values.computeIfAbsent(label, any -> new ArrayList<>()).add(value));
    Map<String, String> tests = new LinkedHashMap<>();
    values.forEach((label, some) -> tests.put(label, among(property, some)));
    List<String> applies = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    tests.forEach((label, test) -> labelled(test, label, applies, settings));
    switch (by.otherwise()) {
      case Otherwise.Label other -> {
        String none = "NOT (" + String.join(" OR ", tests.values()) + ")";
        labelled(none, other.label(), applies, settings);
      }
      case Otherwise.Leave leave -> {}
      case Otherwise.Quarantine quarantine -> throw notHere("label-by with quarantine");
    }
    add(String.join(" OR ", applies), String.join("\nWITH n\n", settings));
  }

  private static void labelled(
      String test, String label, List<String> applies, List<String> settings) {
    String name = Cypher.name(label);
    applies.add("(" + test + " AND NOT n:" + name + ")");
    settings.add("CALL (n) { WITH n WHERE " + test + " SET n:" + name + " }");
  }

  /** Never null, not even where the property is missing. */
  private String among(String property, List<Object> values) {
    Map<String, List<Object>> byType = new TreeMap<>();
    for (Object value : values) {
      byType.computeIfAbsent(type(value), any -> new ArrayList<>()).add(value);
    }
    return byType.entrySet().stream()
        .map(
            some ->
                "(%1$s IS :: %2$s NOT NULL AND %1$s IN %3$s)"
                    .formatted(property, some.getKey(), parameter(some.getValue())))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String type(Object value) {
    return switch (value) {
      case String text -> "STRING";
      case Long whole -> "INTEGER";
      case Boolean truth -> "BOOLEAN";
      default -> throw new IllegalArgumentException("no key of a table: " + value.getClass());
    };
  }

  private void set(Map<String, Object> values) {
    each(
        values,
        (property, value) -> "NOT " + same(property, value),
        (property, value) -> property + " = " + value);
  }

  private void defaults(Map<String, Object> values) {
    each(
        values,
        (property, value) -> property + " IS NULL",
        (property, value) -> property + " = coalesce(" + property + ", " + value + ")");
  }

  private void each(Map<String, Object> values, Text condition, Text setting) {
    List<String> applies = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          String parameter = parameter(value);
          applies.add(condition.of(Cypher.property(name), parameter));
          settings.add(setting.of(Cypher.property(name), parameter));
        });
    add(String.join(" OR ", applies), "SET " + String.join(", ", settings));
  }

  private void remove(List<String> names) {
    List<String> properties = names.stream().map(Cypher::property).toList();
    add(
        properties.stream().map(p -> p + " IS NOT NULL").collect(Collectors.joining(" OR ")),
        "REMOVE " + String.join(", ", properties));
  }

  /**
   * All names move at once, so that two properties can change places. Where no name is both an old
   * and a new one, the new is set before the old goes: that costs the database a tenth less.
   */
  private void rename(Map<String, String> names) {
    List<String> old = names.keySet().stream().map(Cypher::property).toList();
    String remove = "REMOVE " + String.join(", ", old);
    add(
        old.stream().map(p -> p + " IS NOT NULL").collect(Collectors.joining(" OR ")),
        Collections.disjoint(names.keySet(), names.values())
            ? moved(names) + "\n" + remove
            : held(names) + remove + "\n" + laidDown(names));
  }

  private static String moved(Map<String, String> names) {
    List<String> settings = new ArrayList<>();
    names.forEach(
        (from, to) -> {
          String property = Cypher.property(to);
          settings.add(property + " = coalesce(" + Cypher.property(from) + ", " + property + ")");
        });
    return "SET " + String.join(", ", settings);
  }

  private void copy(Map<String, String> names) {
    String applies =
        names.entrySet().stream()
            .map(
                name -> {
                  String from = Cypher.property(name.getKey());
                  String to = Cypher.property(name.getValue());
                  return "(" + from + " IS NOT NULL AND NOT " + same(to, from) + ")";
                })
            .collect(Collectors.joining(" OR "));
    add(applies, held(names) + laidDown(names));
  }

  /** Reads every value before any is written. */
  private static String held(Map<String, String> names) {
    List<String> held = new ArrayList<>();
    names.keySet().forEach(from -> held.add(Cypher.property(from) + " AS v" + held.size()));
    return "WITH n, " + String.join(", ", held) + "\n";
  }

  private static String laidDown(Map<String, String> names) {
    List<String> settings = new ArrayList<>();
    names
        .values()
        .forEach(
            to -> {
              String property = Cypher.property(to);
              settings.add(property + " = coalesce(v" + settings.size() + ", " + property + ")");
            });
    return "SET " + String.join(", ", settings);
  }

  private void retype(Step.Retype retype) {
    String from = Cypher.name(retype.from());
    StringBuilder clause = new StringBuilder("CALL (n) { WITH n WHERE n:").append(from);
    clause.append(" REMOVE n:").append(from).append(" SET n:").append(Cypher.name(retype.to()));
    retype
        .defaults()
        .forEach(
            (name, value) -> {
              String property = Cypher.property(name);
              clause.append(", ").append(property).append(" = coalesce(");
              clause.append(property).append(", ").append(parameter(value)).append(")");
            });
    add("n:" + from, clause.append(" }").toString());
  }

  /**
   * Of one type and equal; 1 and 1.0 are only equal. NaN equals nothing, and is the same as NaN.
   */
  private static String same(String left, String right) {
    return """
        coalesce(valueType(%1$s) = valueType(%2$s) AND (%1$s = %2$s
          OR (%1$s IS :: FLOAT NOT NULL AND %1$s <> %1$s AND %2$s <> %2$s)), false)"""
        .formatted(left, right);
  }

  private String parameter(Object value) {
    String name = "p" + parameters.size();
    parameters.put(name, Cells.value(value));
    return "$" + name;
  }

  private static IllegalArgumentException notHere(String step) {
    return new IllegalArgumentException(step + " does not run inside the database");
  }

  @FunctionalInterface
  private interface Text {
    String of(String property, String value);
  }
}
