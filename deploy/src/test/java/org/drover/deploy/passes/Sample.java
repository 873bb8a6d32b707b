package org.drover.deploy.passes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecPrinter;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/** A graph, what is to be done to it, and in which rhythm. */
record Sample(List<Member> members, List<Link> links, Spec spec, Rhythm rhythm) {

  /**
   * A node.
   *
   * @param properties as expressions of Cypher
   * @param hole how many ids before it belong to nobody
   */
  record Member(Set<String> labels, Map<String, String> properties, int hole) {}

  /**
   * A relationship.
   *
   * @param from a place in the list of members, counted round
   * @param to the same
   */
  record Link(int from, int to, Map<String, String> properties) {}

  /** The type of every relationship. */
  static final String TYPE = "LINKS";

  /** The spec under another id, as a user writes it. */
  String text(String migration) {
    return SpecPrinter.print(spec)
        .replaceFirst("\"migration\":\"[^\"]*\"", "\"migration\":\"" + migration + "\"");
  }

  static boolean isReadable(Spec spec) {
    return SpecReader.read(SpecPrinter.print(spec)) instanceof SpecReading.Ready;
  }

  Spec spec(String migration) {
    return switch (SpecReader.read(text(migration))) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused ->
          throw new IllegalStateException(text(migration) + ": " + refused.errors());
    };
  }

  /** Statements that make the graph, one after the other. */
  List<String> cypher() {
    if (members.isEmpty()) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    for (int place = 0; place < members.size(); place++) {
      Member member = members.get(place);
      parts.addAll(Collections.nCopies(member.hole(), "(:Hole)"));
      String labels =
          member.labels().stream().map(":`%s`"::formatted).collect(Collectors.joining());
      parts.add("(n%d%s {%s})".formatted(place, labels, map(member.properties())));
    }
    for (Link link : links) {
      parts.add(
          "(n%d)-[:%s {%s}]->(n%d)"
              .formatted(
                  link.from() % members.size(),
                  TYPE,
                  map(link.properties()),
                  link.to() % members.size()));
    }
    return List.of("CREATE " + String.join(",\n  ", parts), "MATCH (n:Hole) DELETE n");
  }

  private static String map(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(
            property ->
                "`%s`: %s".formatted(property.getKey().replace("`", "``"), property.getValue()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** What a person needs to see it again. */
  @Override
  public String toString() {
    return "\n%s\n%s;\n%s".formatted(text("sample"), String.join(";\n", cypher()), rhythm);
  }
}
