package org.drover.shared.specfile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.drover.shared.written.NearestWord;
import org.drover.shared.written.Paths;
import org.drover.shared.written.Place;
import org.drover.shared.written.Problems;
import org.drover.shared.written.Written;

/**
 * A written value and its path, and what can be asked of it. An answer to a question that does not
 * fit is a stand-in, never null, and a problem: since a spec with problems is never used, neither
 * is the stand-in.
 */
record Spot(Written written, String path, Problems problems) {

  /** A key of a mapping and what stands there. */
  record Named(Place place, String key, boolean plain, Spot value) {
    void refuse(String message) {
      value.problems.add(place, value.path, message);
    }
  }

  void refuse(String message) {
    problems.add(written.place(), path, message);
  }

  /** Says what was expected, and what kind of value was found, but not the value. */
  void mismatch(String expected) {
    if (!(written instanceof Written.Unreadable)) {
      refuse("expected " + expected + ", found " + written.kind());
    }
  }

  boolean isUnreadable() {
    return written instanceof Written.Unreadable;
  }

  boolean isText() {
    return written instanceof Written.Scalar scalar && scalar.value() instanceof String;
  }

  boolean isMapping() {
    return written instanceof Written.Mapping;
  }

  boolean isListing() {
    return written instanceof Written.Listing;
  }

  String text(String expected) {
    if (written instanceof Written.Scalar scalar) {
      if (scalar.value() instanceof String text) {
        return text;
      }
      refuse("expected " + expected + ", found " + scalar.kind() + "; text is put in quotes");
      return "";
    }
    mismatch(expected);
    return "";
  }

  boolean truth() {
    if (written instanceof Written.Scalar scalar && scalar.value() instanceof Boolean truth) {
      return truth;
    }
    mismatch("true or false");
    return false;
  }

  /** One of a few words; the stand-in is the first. */
  <T> T word(String what, Map<String, T> words) {
    Set<String> expected = words.keySet();
    int before = problems.count();
    String found = text("a " + what + ", one of " + String.join(", ", expected));
    T meant = words.get(found);
    if (meant != null) {
      return meant;
    }
    if (problems.count() == before && !isUnreadable()) {
      refuse("unknown " + what + " '" + Paths.printable(found) + "'; " + advice(found, expected));
    }
    return words.values().iterator().next();
  }

  static String advice(String found, Collection<String> words) {
    String expected = "expected " + (words.size() == 1 ? "" : "one of ") + String.join(", ", words);
    return NearestWord.to(found, words)
        .map(nearest -> "did you mean '" + nearest + "'? " + expected)
        .orElse(expected);
  }

  List<Spot> items(String expected) {
    if (written instanceof Written.Listing listing) {
      return IntStream.range(0, listing.items().size())
          .mapToObj(i -> new Spot(listing.items().get(i), Paths.item(path, i), problems))
          .toList();
    }
    mismatch(expected);
    return List.of();
  }

  /** The same, refusing an empty list. */
  List<Spot> someItems(String expected) {
    List<Spot> items = items(expected);
    if (items.isEmpty() && isListing()) {
      refuse("expected " + expected + ", found an empty list");
    }
    return items;
  }

  List<Named> fields(String expected) {
    if (!(written instanceof Written.Mapping mapping)) {
      mismatch(expected);
      return List.of();
    }
    List<Named> fields = new ArrayList<>();
    for (Written.Entry entry : mapping.entries()) {
      Spot value = new Spot(entry.value(), Paths.child(path, entry.key()), problems);
      fields.add(new Named(entry.place(), entry.key(), entry.plain(), value));
    }
    return fields;
  }

  /** The same, refusing an empty mapping. */
  List<Named> someFields(String expected) {
    List<Named> fields = fields(expected);
    if (fields.isEmpty() && isMapping()) {
      refuse("expected " + expected + ", found an empty mapping");
    }
    return fields;
  }
}
