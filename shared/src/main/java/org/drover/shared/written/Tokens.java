package org.drover.shared.written;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a text. What is well-formed JSON is read as JSON, because the YAML parser knows
 * neither tabs nor {@code \/}; everything else is read as YAML.
 */
final class Tokens implements Closeable {

  private static final JsonFactory JSON = new JsonFactory();
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final Set<Integer> QUOTES = Set.of((int) '"', (int) '\'', (int) '|', (int) '>');
  private static final Set<Integer> REFERENCES = Set.of((int) '&', (int) '*', (int) '!');

  private final JsonParser parser;
  private final boolean json;

  /** Code points, which is what the YAML parser's offsets count. */
  private final int[] characters;

  private Tokens(JsonParser parser, boolean json, int[] characters) {
    this.parser = parser;
    this.json = json;
    this.characters = characters;
  }

  static Tokens open(String source) throws IOException {
    boolean json = isJson(source);
    JsonParser parser = json ? JSON.createParser(source) : YAML.createParser(source);
    return new Tokens(parser, json, json ? new int[0] : source.codePoints().toArray());
  }

  private static boolean isJson(String source) {
    if (!source.stripLeading().startsWith("{")) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(source)) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        token = parser.nextToken();
      }
      return true;
    } catch (IOException notJson) {
      return false;
    }
  }

  /** The next token, or null at the end. */
  @Nullable JsonToken next() throws IOException {
    return parser.nextToken();
  }

  JsonToken current() {
    return parser.currentToken();
  }

  String text() throws IOException {
    return parser.getText();
  }

  Place place() {
    JsonLocation location = parser.currentTokenLocation();
    return new Place(location.getLineNr(), location.getColumnNr());
  }

  /** Whether a scalar or a key is text because it is quoted. */
  boolean isQuoted() {
    return json
        ? current() == JsonToken.VALUE_STRING || current() == JsonToken.FIELD_NAME
        : QUOTES.contains(first());
  }

  /** Whether the token carries an anchor or a tag, or is an alias. */
  boolean isReference() throws IOException {
    if (!(parser instanceof YAMLParser yaml)) {
      return false;
    }
    // On a key the parser may still tell the anchor of the mapping around it.
    return yaml.currentToken() == JsonToken.FIELD_NAME
        ? REFERENCES.contains(first())
        : yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null;
  }

  /** The character at which the token begins. */
  private int first() {
    int offset = (int) parser.currentTokenLocation().getCharOffset();
    return offset < characters.length ? characters[offset] : -1;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
