package org.drover.shared.written;

import java.util.List;

/** One value as a person wrote it, and where. */
public sealed interface Written {

  Place place();

  /** What it is, as a message names it: {@code found an integer}. */
  String kind();

  /** Keys and values, in the order of the text; each key once. */
  record Mapping(Place place, List<Entry> entries) implements Written {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /**
   * A key and its value.
   *
   * @param place where the key stands
   * @param plain whether the key is written without quotes, so that {@code 1} may mean the integer
   */
  record Entry(Place place, String key, boolean plain, Written value) {}

  record Listing(Place place, List<Written> items) implements Written {
    public Listing {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * @param value a String, Long, Double or Boolean
   */
  record Scalar(Place place, Object value) implements Written {
    @Override
    public String kind() {
      return switch (value) {
        case Long whole -> "an integer";
        case Double decimal -> "a decimal number";
        case Boolean truth -> "true or false";
        default -> "text";
      };
    }
  }

  /** {@code null}, {@code ~}, or a key without a value. */
  record Nothing(Place place) implements Written {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** A value whose problem is reported already; whoever meets it says nothing more. */
  record Unreadable(Place place) implements Written {
    @Override
    public String kind() {
      return "something unreadable";
    }
  }
}
