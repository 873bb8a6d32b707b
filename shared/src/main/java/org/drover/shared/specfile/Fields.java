package org.drover.shared.specfile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drover.shared.written.Paths;
import org.drover.shared.written.Written;

/** A mapping of a known form; opening it reports the keys that are unknown and those missing. */
final class Fields {

  private final Spot whole;
  private final Form form;
  private final Map<String, Spot.Named> known = new LinkedHashMap<>();

  private Fields(Spot whole, Form form) {
    this.whole = whole;
    this.form = form;
  }

  static Fields open(Spot whole, Form form) {
    Fields fields = new Fields(whole, form);
    for (Spot.Named field :
        whole.fields("a mapping with the keys " + String.join(", ", form.keys()))) {
      fields.sort(field);
    }
    if (whole.isMapping()) {
      fields.refuseMissing();
    }
    return fields;
  }

  /** The fields that are both known and there, in the order of the text. */
  List<Spot.Named> known() {
    return List.copyOf(known.values());
  }

  boolean has(String key) {
    return known.containsKey(key);
  }

  Optional<Spot> find(String key) {
    return Optional.ofNullable(known.get(key)).map(Spot.Named::value);
  }

  /** The value of a required key; where it is missing, one about which nothing more is said. */
  Spot get(String key) {
    return find(key)
        .orElseGet(
            () ->
                new Spot(
                    new Written.Unreadable(whole.written().place()),
                    Paths.child(whole.path(), key),
                    whole.problems()));
  }

  private void sort(Spot.Named field) {
    String why = form.refused().get(field.key());
    if (form.keys().contains(field.key())) {
      known.put(field.key(), field);
    } else if (why != null) {
      field.refuse(why);
    } else {
      field.refuse("unknown key; " + Spot.advice(field.key(), form.keys()));
    }
  }

  private void refuseMissing() {
    for (String key : form.required()) {
      if (!known.containsKey(key)) {
        whole.refuse("the key '" + key + "' is missing");
      }
    }
  }
}
