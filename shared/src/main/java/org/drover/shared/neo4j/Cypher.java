package org.drover.shared.neo4j;

/** The few words of the query language that every statement needs. */
final class Cypher {

  /** One language on both lines of servers, whatever a server's default is. */
  static final String PREFIX = "CYPHER 5 ";

  /**
   * Removing it from what lacks it takes the write lock and changes nothing, once the database
   * knows the name; {@link Fences} sees to that.
   */
  static final String LOCK = "drover_lock";

  private Cypher() {}

  /**
   * A label, type or property as an identifier, whatever its characters. The server turns unicode
   * escapes into characters before it looks for back-ticks, so that a backslash, which could begin
   * one, is written as an escape itself.
   */
  static String name(String name) {
    return "`" + name.replace("\\", "\\u005C").replace("`", "``") + "`";
  }

  static String property(String name) {
    return "n." + name(name);
  }
}
