package org.drover.coordinator.access;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One line of a token file: {@code NAME ROLE sha256:HEX}.
 *
 * @param name whom the journal names for what is done with the token
 */
public record TokenLine(String name, Role role, byte[] hash) {

  private static final String ALGORITHM = "sha256:";
  private static final int HASH_BYTES = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

  public TokenLine {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no name for a token: letters, digits and . _ @ + - only, at most 64"
              .formatted(name));
    }
    hash = hash.clone();
  }

  /**
   * The line for a new token.
   *
   * @throws IllegalArgumentException if the name is none
   */
  public static TokenLine of(String name, Role role, String token) {
    return new TokenLine(name, role, Token.hash(token));
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException that says what was expected, without quoting the hash
   */
  static TokenLine parse(String line) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length != 3 || !words[2].startsWith(ALGORITHM)) {
      throw new IllegalArgumentException("expected NAME ROLE sha256:HEX, as 'drover token' writes");
    }
    return new TokenLine(words[0], role(words[1]), hex(words[2].substring(ALGORITHM.length())));
  }

  private static Role role(String word) {
    return Arrays.stream(Role.values())
        .filter(role -> role.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected viewer, operator or administrator, found '" + word + "'"));
  }

  private static byte[] hex(String text) {
    try {
      byte[] hash = HexFormat.of().parseHex(text);
      if (hash.length == HASH_BYTES) {
        return hash;
      }
    } catch (IllegalArgumentException e) {
      // The same message: what stands there may be a token that somebody pasted.
    }
    throw new IllegalArgumentException("expected sha256: and 64 hexadecimal digits");
  }

  /** The line as it is written. */
  public String text() {
    return name + " " + role.word() + " " + ALGORITHM + HexFormat.of().formatHex(hash);
  }

  @Override
  public byte[] hash() {
    return hash.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenLine line
        && name.equals(line.name)
        && role == line.role
        && Arrays.equals(hash, line.hash);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, role, Arrays.hashCode(hash));
  }

  @Override
  public String toString() {
    return "TokenLine[" + name + ", " + role + "]";
  }
}
