package org.drover.shared.specfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.spec.Spec;
import org.drover.shared.written.Paths;

/** Says how two specs differ in what they say, for whoever is told that they do. */
public final class SpecDifference {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ABSENT = "(not there)";

  private SpecDifference() {}

  /**
   * One line for each path that differs: {@code budget.workers: 4 -> 8}. Empty if both say the
   * same. Of a text that is not a spec, only that is said.
   */
  public static List<String> between(String oldSource, String newSource) {
    SpecReading before = SpecReader.read(oldSource);
    SpecReading after = SpecReader.read(newSource);
    if (before instanceof SpecReading.Refused) {
      return List.of("the spec that is stored cannot be read by this version");
    }
    if (after instanceof SpecReading.Refused) {
      return List.of("the new spec has errors of its own");
    }
    return between(((SpecReading.Ready) before).spec(), ((SpecReading.Ready) after).spec());
  }

  /** The same, for specs that are read already, and what to do where an order could. */
  public static List<String> between(Spec before, Spec after) {
    return lines(before, after).stream().map(line -> line + advice(line)).toList();
  }

  /** The same, without what to do. */
  public static List<String> lines(Spec before, Spec after) {
    Map<String, String> old = leaves(before);
    Map<String, String> fresh = leaves(after);
    Set<String> paths = new LinkedHashSet<>(old.keySet());
    paths.addAll(fresh.keySet());
    return paths.stream()
        .filter(path -> !old.getOrDefault(path, ABSENT).equals(fresh.getOrDefault(path, ABSENT)))
        .map(
            path ->
                path
                    + ": "
                    + old.getOrDefault(path, ABSENT)
                    + " -> "
                    + fresh.getOrDefault(path, ABSENT))
        .toList();
  }

  /** What a migration may use is changed while it runs, by an order and not by another spec. */
  private static String advice(String line) {
    if (!line.startsWith("budget.")) {
      return "";
    }
    return line.startsWith("budget.workers:")
        ? " (an order changes this: drover scale)"
        : " (an order changes this: drover limit)";
  }

  private static Map<String, String> leaves(Spec spec) {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect(JSON.valueToTree(SpecPrinter.tree(spec)), "", leaves);
    return leaves;
  }

  /** A list of constants is one leaf: a changed order is one change, not one for each item. */
  private static void collect(JsonNode node, String path, Map<String, String> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(field -> collect(field.getValue(), Paths.child(path, field.getKey()), leaves));
    } else if (node.isArray() && !node.isEmpty() && node.get(0).isContainerNode()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), Paths.item(path, i), leaves);
      }
    } else {
      leaves.put(path, node.toString());
    }
  }
}
