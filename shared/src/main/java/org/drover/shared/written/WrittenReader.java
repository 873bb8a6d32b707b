package org.drover.shared.written;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one YAML or JSON document into a tree. Anchors, aliases and tags are refused: what a person
 * wrote is what stands there, and a small text stays a small tree.
 */
public final class WrittenReader {

  /** The longest text that is read at all, in characters. */
  public static final int LENGTH_MAX = 1 << 18;

  /** How deep mappings and lists may be nested. */
  public static final int DEPTH_MAX = 16;

  private final Tokens tokens;
  private final Problems problems;

  private WrittenReader(Tokens tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  /** Never throws; whatever is wrong is in {@code problems} afterwards. */
  public static Written read(String source, Problems problems) {
    Place start = new Place(1, 1);
    if (source.length() > LENGTH_MAX) {
      problems.add(start, "", "longer than " + LENGTH_MAX + " characters; nothing of it was read");
      return new Written.Unreadable(start);
    }
    try (Tokens tokens = Tokens.open(source)) {
      return new WrittenReader(tokens, problems).document(start);
    } catch (Abandoned abandoned) {
      problems.add(
          abandoned.place,
          abandoned.path,
          abandoned.getMessage() + " (the rest of the text was not checked)");
    } catch (IOException unreadable) {
      Problem problem = SyntaxError.problem(unreadable);
      problems.add(problem.place(), problem.path(), problem.message());
    }
    return new Written.Unreadable(start);
  }

  private Written document(Place start) throws IOException {
    if (tokens.next() == null) {
      problems.add(start, "", "the document is empty");
      return new Written.Unreadable(start);
    }
    Written root = value("", 1);
    if (tokens.next() != null) {
      problems.add(tokens.place(), "", "a second document begins here; one file holds one");
    }
    return root;
  }

  private Written value(String path, int depth) throws IOException {
    refuseReference(path);
    JsonToken token = tokens.current();
    if (token.isStructStart() && depth > DEPTH_MAX) {
      throw new Abandoned(tokens.place(), path, "nested deeper than " + DEPTH_MAX + " levels");
    }
    if (token == JsonToken.START_OBJECT) {
      return mapping(path, depth);
    }
    return token == JsonToken.START_ARRAY ? listing(path, depth) : scalar(path);
  }

  private Written mapping(String path, int depth) throws IOException {
    Place place = tokens.place();
    List<Written.Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    boolean readable = true;
    while (tokens.next() == JsonToken.FIELD_NAME) {
      Place keyPlace = tokens.place();
      String key = tokens.text();
      String child = Paths.child(path, key);
      boolean plain = !tokens.isQuoted();
      refuseReference(child);
      readable &= !refusesCharacters(key, keyPlace, child);
      tokens.next();
      Written value = value(child, depth + 1);
      Place first = seen.putIfAbsent(key, keyPlace);
      if (first == null) {
        entries.add(new Written.Entry(keyPlace, key, plain, value));
      } else {
        String again = "the same key again; it stands on line " + first.line() + " already";
        problems.add(keyPlace, child, again);
      }
    }
    return readable ? new Written.Mapping(place, entries) : new Written.Unreadable(place);
  }

  private Written listing(String path, int depth) throws IOException {
    Place place = tokens.place();
    List<Written> items = new ArrayList<>();
    while (tokens.next() != JsonToken.END_ARRAY) {
      items.add(value(Paths.item(path, items.size()), depth + 1));
    }
    return new Written.Listing(place, items);
  }

  private Written scalar(String path) throws IOException {
    Place place = tokens.place();
    String text = tokens.text();
    if (refusesCharacters(text, place, path)) {
      return new Written.Unreadable(place);
    }
    return tokens.isQuoted()
        ? new Written.Scalar(place, text)
        : PlainScalar.read(text, place, path, problems);
  }

  private void refuseReference(String path) throws IOException {
    if (tokens.isReference()) {
      throw new Abandoned(
          tokens.place(), path, "anchors, aliases and tags are not read; write the value itself");
    }
  }

  private boolean refusesCharacters(String text, Place place, String path) {
    boolean unwritable =
        text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    if (unwritable) {
      problems.add(
          place, path, "holds U+0000 or half of a surrogate pair, which no database keeps as text");
    }
    return unwritable;
  }

  /** The text is not worth reading any further. */
  private static final class Abandoned extends IOException {

    private final Place place;
    private final String path;

    Abandoned(Place place, String path, String message) {
      super(message);
      this.place = place;
      this.path = path;
    }
  }
}
