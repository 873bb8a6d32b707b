package org.drover.shared.specfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads names: those of the graph, which may hold almost anything, and Drover's own, which may not.
 */
final class Names {

  static final int GRAPH_NAME_LENGTH_MAX = 200;

  private static final String RESERVED_PREFIX = "drover_";
  private static final List<String> RESERVED_LABELS = List.of("DroverFence", "DroverMigration");
  private static final Pattern MIGRATION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
  private static final Pattern CONNECTION = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,40}");

  private static final Pattern TRANSFORM = Pattern.compile("[A-Za-z0-9._-]{1,80}");

  private static final String SELF = "from a property to itself: nothing would happen";
  private static final String READ_AS_WELL =
      "this property is read by the same step; write two steps, in order";

  private Names() {}

  static String migration(Spot spot) {
    return matching(
        spot,
        "a migration's id",
        MIGRATION,
        "1 to 64 of a-z, 0-9 and '-', neither beginning nor ending with '-'");
  }

  /** Does not repeat what it found: it may be an address with a password in it. */
  static String connection(Spot spot) {
    return matching(
        spot,
        "a connection's name",
        CONNECTION,
        "1 to 64 letters, digits, '_' and '-'; the node's configuration says where it leads");
  }

  static String version(Spot spot) {
    return matching(
        spot, "a version such as v1", VERSION, "1 to 40 letters, digits, '.', '_' and '-'");
  }

  static String transform(Spot spot) {
    return matching(
        spot,
        "the name of a transform on the class path",
        TRANSFORM,
        "1 to 80 letters, digits, '.', '_' and '-', as its class declares it");
  }

  static String label(Spot spot) {
    return ofGraph(spot, "a label");
  }

  static String relationshipType(Spot spot) {
    return ofGraph(spot, "a relationship type");
  }

  static String property(Spot spot) {
    return ofGraph(spot, "a property's name");
  }

  /** A property's name that is the key of a mapping. */
  static String property(Spot.Named field) {
    String wrong = wrongWith(field.key());
    if (!wrong.isEmpty()) {
      field.refuse(wrong);
    }
    return field.key();
  }

  /** Property names, each once, in the order of the text. */
  static List<String> properties(List<Spot> items) {
    Set<String> names = new LinkedHashSet<>();
    for (Spot item : items) {
      int before = item.problems().count();
      String name = property(item);
      if (item.problems().count() == before && !item.isUnreadable() && !names.add(name)) {
        item.refuse("the same property again");
      }
    }
    return new ArrayList<>(names);
  }

  /**
   * A mapping of property names to property names. Their order must not matter, so no name may be a
   * target twice, or both be read and written.
   */
  static Map<String, String> pairs(Spot spot, String expected) {
    Map<String, String> pairs = new LinkedHashMap<>();
    List<Spot.Named> fields = spot.someFields(expected);
    Set<String> sources = new HashSet<>();
    fields.forEach(field -> sources.add(field.key()));
    Set<String> targets = new HashSet<>();
    for (Spot.Named field : fields) {
      String from = property(field);
      String to = property(field.value());
      if (field.value().isText() && !targets.add(to)) {
        field.value().refuse("two properties cannot both become this one");
      } else if (sources.contains(to)) {
        field.value().refuse(from.equals(to) ? SELF : READ_AS_WELL);
      }
      pairs.put(from, to);
    }
    return pairs;
  }

  private static String ofGraph(Spot spot, String what) {
    String name = spot.text(what);
    String wrong = spot.isText() ? wrongWith(name) : "";
    if (!wrong.isEmpty()) {
      spot.refuse(wrong);
    }
    return name;
  }

  /** What is wrong with a name of the graph; empty if nothing is. */
  private static String wrongWith(String name) {
    if (name.isEmpty()) {
      return "a name is not empty";
    }
    if (name.codePointCount(0, name.length()) > GRAPH_NAME_LENGTH_MAX) {
      return "a name has at most " + GRAPH_NAME_LENGTH_MAX + " characters";
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      return "a name holds no control characters";
    }
    if (name.startsWith(RESERVED_PREFIX) || RESERVED_LABELS.contains(name)) {
      return "names that begin with '"
          + RESERVED_PREFIX
          + "', and the labels "
          + String.join(" and ", RESERVED_LABELS)
          + ", are Drover's own";
    }
    return "";
  }

  private static String matching(Spot spot, String what, Pattern pattern, String rule) {
    String found = spot.text(what);
    if (spot.isText() && !pattern.matcher(found).matches()) {
      spot.refuse(what + " is " + rule);
    }
    return found;
  }
}
