package org.drover.shared.specfile;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drover.shared.spec.Normalization;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.drover.shared.spec.ValueType;
import org.drover.shared.written.Paths;
import org.drover.shared.written.Written;
import org.jspecify.annotations.Nullable;

/** Reads one step of a transform; its one key says which. */
final class StepReader {

  static final Map<String, Normalization> NORMALIZATIONS = words(Normalization.values());
  static final Map<String, ValueType> VALUE_TYPES = words(ValueType.values());

  private static final List<String> OTHERWISE = List.of("quarantine", "leave", "{label: NAME}");

  private StepReader() {}

  /**
   * A step and the key that names it.
   *
   * @param name where combinations that are impossible are reported
   */
  record Placed(Step step, Spot.Named name) {}

  /**
   * The step, or nothing if there is a problem with it, which then is reported.
   *
   * @param keeps whether a step that may keep what it reads does so where it does not say it
   */
  static Optional<Placed> read(Spot spot, boolean keeps) {
    int before = spot.problems().count();
    Fields fields = Fields.open(spot, Form.STEP);
    if (fields.known().size() != 1) {
      refuseCount(spot, fields, before);
      return Optional.empty();
    }
    Spot.Named name = fields.known().get(0);
    Step step = step(name.key(), name.value(), keeps);
    return spot.problems().count() == before
        ? Optional.of(new Placed(step, name))
        : Optional.empty();
  }

  private static void refuseCount(Spot spot, Fields fields, int problemsBefore) {
    if (!fields.known().isEmpty()) {
      String found = fields.known().stream().map(Spot.Named::key).collect(Collectors.joining(", "));
      spot.refuse("a step has exactly one key, found " + found + "; begin each step with '- '");
    } else if (spot.isMapping() && spot.problems().count() == problemsBefore) {
      spot.refuse("a step has exactly one key, one of " + String.join(", ", Form.STEP.keys()));
    }
  }

  private static Step step(String name, Spot spot, boolean keeps) {
    return switch (name) {
      case "canonical-key" -> canonicalKey(Fields.open(spot, Form.CANONICAL_KEY));
      case "row-hash" -> rowHash(Fields.open(spot, Form.ROW_HASH));
      case "add-label" -> new Step.AddLabel(Names.label(spot));
      case "label-by" -> labelBy(Fields.open(spot, Form.LABEL_BY));
      case "remove-label" -> new Step.RemoveLabel(Names.label(spot));
      case "set" -> new Step.SetProperties(values(spot));
      case "default" -> new Step.Defaults(values(spot));
      case "remove" ->
          new Step.RemoveProperties(Names.properties(spot.someItems("a list of property names")));
      case "rename" -> new Step.Rename(Names.pairs(spot, "a mapping of old to new names"));
      case "copy" -> new Step.Copy(Names.pairs(spot, "a mapping of names, from to"));
      case "cast" -> cast(Fields.open(spot, Form.CAST));
      case "map" -> map(Fields.open(spot, Form.MAP));
      case "into-map" -> intoMap(Fields.open(spot, Form.INTO_MAP), keeps);
      case "from-map" -> fromMap(Fields.open(spot, Form.FROM_MAP), keeps);
      case "java" -> java(Fields.open(spot, Form.JAVA));
      case "retype" -> retype(Fields.open(spot, Form.RETYPE));
      case "cypher" -> new Step.Cypher(CypherText.statement(spot));
      default -> throw new IllegalStateException("a step without a reader: " + name);
    };
  }

  private static Step canonicalKey(Fields fields) {
    List<String> of = Names.properties(fields.get("of").someItems("a list of property names"));
    for (String target : List.of("into", "version-into")) {
      fields
          .find(target)
          .filter(
              spot -> spot.written() instanceof Written.Scalar into && of.contains(into.value()))
          .ifPresent(spot -> spot.refuse("a key is not written into what it is made of ('of')"));
    }
    return new Step.CanonicalKey(
        Names.version(fields.get("version")),
        of,
        normalize(fields),
        Names.property(fields.get("into")),
        versionInto(fields));
  }

  private static Step rowHash(Fields fields) {
    List<String> except =
        fields
            .find("except")
            .map(spot -> Names.properties(spot.items("a list of property names")))
            .orElse(List.of());
    return new Step.RowHash(
        Names.version(fields.get("version")),
        Collections.unmodifiableSet(new LinkedHashSet<>(except)),
        normalize(fields),
        Names.property(fields.get("into")),
        versionInto(fields));
  }

  private static @Nullable String versionInto(Fields fields) {
    Spot spot = fields.find("version-into").orElse(null);
    if (spot == null) {
      return null;
    }
    String name = Names.property(spot);
    boolean same =
        spot.written() instanceof Written.Scalar versionInto
            && fields.get("into").written() instanceof Written.Scalar into
            && versionInto.value().equals(into.value());
    if (same) {
      spot.refuse("the version is written beside the key ('into'), not over it");
    }
    return name;
  }

  private static Set<Normalization> normalize(Fields fields) {
    Set<Normalization> found = EnumSet.noneOf(Normalization.class);
    List<Spot> items =
        fields
            .find("normalize")
            .map(spot -> spot.items("a list of " + String.join(", ", NORMALIZATIONS.keySet())))
            .orElse(List.of());
    for (Spot item : items) {
      int before = item.problems().count();
      Normalization one = item.word("normalization", NORMALIZATIONS);
      if (item.problems().count() == before && !item.isUnreadable() && !found.add(one)) {
        item.refuse("the same normalization again");
      }
    }
    return Collections.unmodifiableSet(found);
  }

  private static Map<String, Object> values(Spot spot) {
    return Constants.properties(spot.someFields("a mapping of property names to values"));
  }

  private static Step cast(Fields fields) {
    String property = Names.property(fields.get("property"));
    return new Step.Cast(
        property, fields.get("to").word("type", VALUE_TYPES), into(fields, property));
  }

  private static Step map(Fields fields) {
    String property = Names.property(fields.get("property"));
    return new Step.MapValues(
        property,
        into(fields, property),
        Table.read(fields.get("table"), Constants::value),
        fields.find("default").map(Constants::value).orElse(null));
  }

  private static Step labelBy(Fields fields) {
    return new Step.LabelBy(
        Names.property(fields.get("property")),
        Table.read(fields.get("labels"), Names::label),
        fields.find("otherwise").map(StepReader::otherwise).orElse(new Otherwise.Quarantine()));
  }

  /** A label is written as a mapping: a misspelt word must not become one. */
  private static Otherwise otherwise(Spot spot) {
    if (spot.isMapping()) {
      return new Otherwise.Label(Names.label(Fields.open(spot, Form.OTHERWISE).get("label")));
    }
    String found = spot.text("one of " + String.join(", ", OTHERWISE));
    if (spot.isText() && !found.equals("quarantine") && !found.equals("leave")) {
      spot.refuse(
          "unknown choice '%s'; %s"
              .formatted(Paths.printable(found), Spot.advice(found, OTHERWISE)));
    }
    return found.equals("leave") ? new Otherwise.Leave() : new Otherwise.Quarantine();
  }

  private static Step intoMap(Fields fields, boolean keeps) {
    List<String> of = Names.properties(fields.get("of").someItems("a list of property names"));
    String into = Names.property(fields.get("into"));
    if (of.contains(into)) {
      fields.get("into").refuse("a map is not folded into what it is made of ('of')");
    }
    return new Step.IntoMap(of.stream().sorted().toList(), into, keep(fields, keeps));
  }

  private static Step fromMap(Fields fields, boolean keeps) {
    String of = Names.property(fields.get("of"));
    List<String> into = Names.properties(fields.get("into").someItems("a list of property names"));
    if (into.contains(of)) {
      fields.get("into").refuse("a map is not unfolded over itself ('of')");
    }
    return new Step.FromMap(of, into.stream().sorted().toList(), keep(fields, keeps));
  }

  private static Step java(Fields fields) {
    Map<String, Object> config =
        fields
            .find("config")
            .map(spot -> spot.fields("a mapping of names to values"))
            .map(Constants::properties)
            .orElse(Map.of());
    return new Step.Java(
        Names.transform(fields.get("transform")),
        Names.properties(fields.get("of").someItems("a list of property names")),
        Names.properties(fields.get("into").someItems("a list of property names")),
        config,
        fields.find("repeatable").map(Spot::truth).orElse(false));
  }

  private static boolean keep(Fields fields, boolean otherwise) {
    return fields.find("keep").map(Spot::truth).orElse(otherwise);
  }

  private static String into(Fields fields, String property) {
    return fields.find("into").map(Names::property).orElse(property);
  }

  private static Step retype(Fields fields) {
    String from = Names.label(fields.get("from"));
    Spot to = fields.get("to");
    if (to.written() instanceof Written.Scalar label && label.value().equals(from)) {
      to.refuse("from a label to itself: nothing would happen");
    }
    Map<String, Object> defaults =
        fields
            .find("defaults")
            .map(spot -> spot.fields("a mapping of property names to values"))
            .map(Constants::properties)
            .orElse(Map.of());
    return new Step.Retype(from, Names.label(to), defaults);
  }

  /** How the constants of an enumeration are written in a spec. */
  static <E extends Enum<E>> Map<String, E> words(E[] constants) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : constants) {
      words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    return Collections.unmodifiableMap(words);
  }
}
