package org.drover.coordinator.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, one a line. A change of the file counts within a second or two, so that a
 * token is taken back without a restart; a change that cannot be read leaves the tokens as they
 * were, and is an error in the log.
 */
public final class TokenFile implements Access {

  private static final Logger log = LoggerFactory.getLogger(TokenFile.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Path file;
  private final InstantSource clock;
  private Reading reading;

  private record Reading(List<TokenLine> tokens, @Nullable FileTime modified, Instant looked) {}

  private TokenFile(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    this.reading = new Reading(read(file), modified(file), clock.instant());
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static TokenFile open(Path file, InstantSource clock) {
    TokenFile tokens = new TokenFile(file, clock);
    if (tokens.tokens().isEmpty()) {
      throw new IllegalArgumentException(
          "the token file %s holds no token; 'drover token' makes one".formatted(file));
    }
    return tokens;
  }

  /**
   * The tokens of a file; none if it names none, for the last one may be taken back, too.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static List<TokenLine> read(Path file) {
    try {
      return parse(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the token file %s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), e);
    }
  }

  private static List<TokenLine> parse(Path file, List<String> lines) {
    List<TokenLine> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      TokenLine token = parse(file, i + 1, line);
      if (!names.add(token.name())) {
        throw new IllegalArgumentException(
            "%s line %d: '%s' has a token already; give each its own name"
                .formatted(file, i + 1, token.name()));
      }
      tokens.add(token);
    }
    return List.copyOf(tokens);
  }

  private static TokenLine parse(Path file, int number, String line) {
    try {
      return TokenLine.parse(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }

  /** Compares with every token, each in constant time, so that the time tells nothing. */
  @Override
  public Optional<Caller> caller(@Nullable String token) {
    if (token == null) {
      return Optional.empty();
    }
    byte[] hash = Token.hash(token);
    TokenLine found = null;
    for (TokenLine known : tokens()) {
      if (MessageDigest.isEqual(known.hash(), hash)) {
        found = known;
      }
    }
    return Optional.ofNullable(found).map(line -> new Caller(line.name(), line.role()));
  }

  @Override
  public boolean guarded() {
    return true;
  }

  private synchronized List<TokenLine> tokens() {
    Instant now = clock.instant();
    if (now.isAfter(reading.looked().plus(LOOK_EVERY))) {
      reading = again(now);
    }
    return reading.tokens();
  }

  private Reading again(Instant now) {
    try {
      FileTime modified = modified(file);
      return modified.equals(reading.modified())
          ? new Reading(reading.tokens(), modified, now)
          : new Reading(read(file), modified, now);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      log.error("The tokens stay as they were, since the file cannot be used: {}", e.getMessage());
      return new Reading(reading.tokens(), null, now);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the token file " + file + " is gone", e);
    }
  }
}
