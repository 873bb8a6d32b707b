package org.drover.shared.spec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One step of a transform. Values are Long, Double, Boolean, String, or a List of one of these;
 * names are as in the graph, not escaped.
 */
public sealed interface Step {

  /** A versioned key over the canonical encoding of the named properties. */
  record CanonicalKey(
      String version,
      List<String> of,
      Set<Normalization> normalize,
      String into,
      @Nullable String versionInto)
      implements Step {}

  /** A versioned key over all properties but the named ones and the step's own targets. */
  record RowHash(
      String version,
      Set<String> except,
      Set<Normalization> normalize,
      String into,
      @Nullable String versionInto)
      implements Step {}

  record AddLabel(String label) implements Step {}

  /**
   * Adds the label that a table has for a property's value.
   *
   * @param labels by value; a label may stand for several values
   * @param otherwise what becomes of members whose value the table lacks, or who have none
   */
  record LabelBy(String property, Map<Object, String> labels, Otherwise otherwise) implements Step {

    /** What becomes of a member for whose value there is no label. */
    public sealed interface Otherwise {

      /** It is bad data. */
      record Quarantine() implements Otherwise {}

      /** It stays as it is. */
      record Leave() implements Otherwise {}

      /** It gets this label. */
      record Label(String label) implements Otherwise {}
    }

    /** Every label that the step may add. */
    public Set<String> added() {
      Set<String> added = new TreeSet<>(labels.values());
      if (otherwise instanceof Otherwise.Label label) {
        added.add(label.label());
      }
      return added;
    }
  }

  record RemoveLabel(String label) implements Step {}

  /** Sets properties to constants, whatever they were. */
  record SetProperties(Map<String, Object> values) implements Step {}

  /** Sets properties to constants where they are missing. */
  record Defaults(Map<String, Object> values) implements Step {}

  record RemoveProperties(List<String> properties) implements Step {}

  /** Old name to new name; nothing happens where the old one is missing. */
  record Rename(Map<String, String> names) implements Step {}

  /** From name to to name; nothing happens where the first is missing. */
  record Copy(Map<String, String> names) implements Step {}

  /**
   * Converts a property's value; one that does not convert makes the node bad data.
   *
   * @param into the target property; the same as {@code property} to convert in place
   */
  record Cast(String property, ValueType to, String into) implements Step {}

  /**
   * Replaces a property's value by a table.
   *
   * @param into the target property; the same as {@code property} to replace in place
   * @param otherwise the value for what the table lacks; null makes such a node bad data
   */
  record MapValues(
      String property, String into, Map<Object, Object> table, @Nullable Object otherwise)
      implements Step {}

  /**
   * Folds properties into one, as JSON text.
   *
   * @param of sorted
   * @param keep whether they stay beside it
   */
  record IntoMap(List<String> of, String into, boolean keep) implements Step {}

  /**
   * Unfolds properties from one that holds JSON text.
   *
   * @param into sorted
   * @param keep whether the text stays beside them, whole
   */
  record FromMap(String of, List<String> into, boolean keep) implements Step {}

  /** Label {@code from} becomes label {@code to}, with defaults for properties that are missing. */
  record Retype(String from, String to, Map<String, Object> defaults) implements Step {}

  /**
   * A transform of the operator's own, from the class path.
   *
   * @param of the properties that it reads, in the order in which it knows them
   * @param into the properties that it may write, likewise
   * @param config whatever else it wants to know
   * @param repeatable whether it may run again over what it has made
   */
  record Java(
      String transform,
      List<String> of,
      List<String> into,
      Map<String, Object> config,
      boolean repeatable)
      implements Step {}

  /** A statement of the operator's over {@code n}; it returns nothing. */
  record Cypher(String statement) implements Step {}
}
