package org.drover.shared.written;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in one line what the YAML parser says in many, without the lines of the text it quotes. */
final class SyntaxError {

  private static final Pattern MARK = Pattern.compile(" in .*, line (\\d+), column (\\d+):");

  private SyntaxError() {}

  static Problem problem(IOException thrown) {
    if (!(thrown instanceof JsonProcessingException unreadable)) {
      return new Problem(new Place(1, 1), "", "cannot be read: " + thrown.getMessage());
    }
    String message = unreadable.getOriginalMessage();
    return new Problem(place(unreadable, message), "", "not well-formed: " + reason(message));
  }

  /**
   * The parser's last mark is where it gave up; its own location may be that of the token before.
   */
  private static Place place(JsonProcessingException unreadable, String message) {
    Place place = null;
    for (Matcher mark = MARK.matcher(message); mark.find(); ) {
      place = new Place(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
    }
    if (place != null) {
      return place;
    }
    JsonLocation location = unreadable.getLocation();
    return location == null
        ? new Place(1, 1)
        : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private static String reason(String message) {
    if (message.startsWith("Expected a field name")) {
      return "a key is plain text, not a list, a mapping or an alias";
    }
    return message
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .map(line -> line.replaceAll("[\\p{Cntrl}]", "?"))
        .collect(Collectors.joining(": "));
  }
}
