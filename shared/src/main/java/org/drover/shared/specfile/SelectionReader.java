package org.drover.shared.specfile;

import java.util.List;
import java.util.Optional;
import org.drover.shared.spec.KeyChoice;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Selection.Kind;
import org.drover.shared.written.Paths;
import org.jspecify.annotations.Nullable;

/** Reads what a spec selects, and in which order that is visited. */
final class SelectionReader {

  /** Each says what is visited; a spec has one of them. */
  private static final List<String> SELECTORS =
      List.of("label", "relationship", "nodes", "relationships");

  private static final String ALL = "all";

  private final Fields fields;
  private final Spot whole;

  SelectionReader(Spot whole) {
    this.fields = Fields.open(whole, Form.SELECT);
    this.whole = whole;
  }

  Selection selection() {
    List<String> written = SELECTORS.stream().filter(fields::has).toList();
    if (written.isEmpty() && whole.isMapping()) {
      whole.refuse("one of 'label', 'relationship', 'nodes' and 'relationships' is missing");
    }
    written.stream().skip(1).forEach(more -> refuse(more, written.getFirst()));
    @Nullable String where = fields.find("where").map(CypherText::predicate).orElse(null);
    return new Selection(
        fields.has("label") || fields.has("nodes") ? Kind.NODE : Kind.RELATIONSHIP,
        name(written.isEmpty() ? "label" : written.getFirst()),
        where);
  }

  private void refuse(String more, String first) {
    fields
        .get(more)
        .refuse(
            "a spec selects by one of these keys; leave out '%s' or '%s'".formatted(first, more));
  }

  private @Nullable String name(String selector) {
    Spot spot = fields.get(selector);
    return switch (selector) {
      case "label" -> Names.label(spot);
      case "relationship" -> Names.relationshipType(spot);
      default -> all(spot, selector.equals("nodes") ? "label" : "relationship");
    };
  }

  /** Whoever writes a name here means one label or type. */
  private static @Nullable String all(Spot spot, String instead) {
    if (!spot.isText()) {
      spot.mismatch(ALL);
      return null;
    }
    String found = Paths.printable(spot.text(ALL));
    if (!found.equals(ALL)) {
      spot.refuse(
          "expected %s, found '%s'; a name is written '%s: %s'"
              .formatted(ALL, found, instead, found));
    }
    return null;
  }

  Optional<Spot> keySpot() {
    return fields.find("key");
  }

  KeyChoice key() {
    return fields.find("key").map(SelectionReader::key).orElse(new KeyChoice.Auto());
  }

  private static KeyChoice key(Spot spot) {
    if (spot.isMapping()) {
      return new KeyChoice.Property(Names.property(Fields.open(spot, Form.KEY).get("property")));
    }
    if (!spot.isText()) {
      spot.text("auto, id, or a property's name");
      return new KeyChoice.Auto();
    }
    return switch (spot.text("a key")) {
      case "auto" -> new KeyChoice.Auto();
      case "id" -> new KeyChoice.Id();
      default -> new KeyChoice.Property(Names.property(spot));
    };
  }
}
