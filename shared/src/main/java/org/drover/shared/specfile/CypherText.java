package org.drover.shared.specfile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks Cypher that an operator wrote, which will stand inside a larger statement: it must end
 * where it seems to end. Only what can be told exactly is refused; the rest is the database's to
 * judge.
 */
final class CypherText {

  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";
  private static final Pattern CLAUSE =
      Pattern.compile(
          "(?<!\\w)(?<![.:$&|!]\\s{0,9})(RETURN|SET|DELETE|REMOVE|CREATE|MERGE|CALL|MATCH|UNWIND|FOREACH|LOAD|UNION)"
              + "(?!\\w)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RETURN =
      Pattern.compile("(?<!\\w)(?<![.:$&|!]\\s{0,9})RETURN(?!\\w)", Pattern.CASE_INSENSITIVE);

  private final String text;
  private final Deque<Character> open = new ArrayDeque<>();

  /** What stands outside quotes and brackets. */
  private final StringBuilder top = new StringBuilder();

  private CypherText(String text) {
    this.text = text;
  }

  /** A condition over {@code n}. */
  static String predicate(Spot spot) {
    String text = spot.text("a Cypher condition over n");
    CypherText scan = new CypherText(text);
    if (accepts(spot, scan)) {
      Matcher clause = CLAUSE.matcher(scan.top);
      if (clause.find()) {
        spot.refuse(
            "a condition, not a statement: it holds "
                + clause.group(1).toUpperCase(Locale.ROOT)
                + "; write what would stand after WHERE");
      }
    }
    return text;
  }

  /** One or more clauses over {@code n} that return nothing. */
  static String statement(Spot spot) {
    String text = spot.text("Cypher clauses over n, such as SET n.x = 1");
    CypherText scan = new CypherText(text);
    if (accepts(spot, scan) && RETURN.matcher(scan.top).find()) {
      spot.refuse("the statement returns nothing; leave RETURN out");
    }
    return text;
  }

  private static boolean accepts(Spot spot, CypherText scan) {
    if (!spot.isText()) {
      return false;
    }
    String wrong = scan.wrong();
    if (!wrong.isEmpty()) {
      spot.refuse(wrong);
    }
    return wrong.isEmpty();
  }

  /** What is wrong with the text; empty if nothing is. */
  private String wrong() {
    if (text.isBlank()) {
      return "it is empty; leave it out";
    }
    if (text.contains("\\u")) {
      return "Cypher reads \\u escapes before anything else; write the character itself";
    }
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        top.append(' ');
        at = afterQuote(at, c);
        if (at < 0) {
          return "the quote " + c + " is opened and not closed";
        }
        continue;
      }
      String wrong = wrongAt(at, c);
      if (!wrong.isEmpty()) {
        return wrong;
      }
      at++;
    }
    return open.isEmpty() ? "" : "the bracket " + open.peek() + " is opened and not closed";
  }

  private int afterQuote(int start, char quote) {
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && quote != '`') {
        at++;
      } else if (c == quote) {
        return at + 1;
      }
    }
    return -1;
  }

  private String wrongAt(int at, char c) {
    if (c == ';') {
      return "it holds ';'; it is a part of one statement";
    }
    if (c == '$') {
      return "it holds a parameter; write the value itself";
    }
    if (text.startsWith("//", at) || text.startsWith("/*", at)) {
      return "it holds a comment; write it outside, after #";
    }
    if (CLOSING.indexOf(c) >= 0) {
      char expected = OPENING.charAt(CLOSING.indexOf(c));
      if (open.isEmpty() || open.pop() != expected) {
        return "the bracket " + c + " closes what is not open";
      }
    }
    top.append(open.isEmpty() ? c : ' ');
    if (OPENING.indexOf(c) >= 0) {
      open.push(c);
    }
    return "";
  }
}
