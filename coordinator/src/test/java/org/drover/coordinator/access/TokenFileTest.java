package org.drover.coordinator.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenFileTest {

  @TempDir private Path folder = Path.of("");
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final String ann = Token.random();
  private final String ben = Token.random();

  private Path file(String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), String.join("\n", lines) + "\n");
    return Files.setLastModifiedTime(file, FileTime.from(now.get()));
  }

  private TokenFile open(Path file) {
    return TokenFile.open(file, now::get);
  }

  private static String line(String name, Role role, String token) {
    return TokenLine.of(name, role, token).text();
  }

  @Test
  void aTokenIsKnownByItsHashAndNamesItsHolder() throws IOException {
    TokenFile tokens =
        open(file("# who", line("ann", Role.VIEWER, ann), "", line("ben", Role.OPERATOR, ben)));

    assertThat(tokens.caller(ann)).contains(new Caller("ann", Role.VIEWER));
    assertThat(tokens.caller(ben)).contains(new Caller("ben", Role.OPERATOR));
    assertThat(tokens.caller(Token.random())).isEmpty();
    assertThat(tokens.caller(null)).isEmpty();
    assertThat(tokens.caller("")).isEmpty();
  }

  @Test
  void theFileDoesNotHoldTheToken() throws IOException {
    Path file = file(line("ann", Role.ADMINISTRATOR, ann));

    assertThat(file).content().doesNotContain(ann).startsWith("ann administrator sha256:");
  }

  @Test
  void aHashThatSomebodyStoleIsNoToken() throws IOException {
    Path file = file(line("ann", Role.ADMINISTRATOR, ann));
    String hash = Files.readString(file).strip().replaceFirst(".*sha256:", "");

    assertThat(open(file).caller(hash)).isEmpty();
    assertThat(open(file).caller("sha256:" + hash)).isEmpty();
  }

  @Test
  void aTokenIsTakenBackWithoutARestart() throws IOException {
    TokenFile tokens = open(file(line("ann", Role.VIEWER, ann), line("ben", Role.VIEWER, ben)));

    now.set(now.get().plusSeconds(2));
    file(line("ben", Role.ADMINISTRATOR, ben));

    assertThat(tokens.caller(ann)).isEmpty();
    assertThat(tokens.caller(ben)).contains(new Caller("ben", Role.ADMINISTRATOR));
  }

  @Test
  void theLastTokenIsTakenBackToo() throws IOException {
    TokenFile tokens = open(file(line("ann", Role.VIEWER, ann)));

    now.set(now.get().plusSeconds(2));
    file("# nobody");

    assertThat(tokens.caller(ann)).isEmpty();
  }

  @Test
  void aFileThatBecameUnreadableChangesNothing() throws IOException {
    TokenFile tokens = open(file(line("ann", Role.VIEWER, ann)));

    now.set(now.get().plusSeconds(2));
    file("ann king sha256:00");

    assertThat(tokens.caller(ann)).isPresent();
  }

  @Test
  void whatIsWrongIsSaidWithItsLineAndWithoutWhatMayBeAToken() {
    assertThatThrownBy(() -> open(file("ann viewer " + ann)))
        .hasMessageContaining("tokens line 1: expected NAME ROLE sha256:HEX")
        .hasMessageNotContaining(ann);
    assertThatThrownBy(() -> open(file("", "ann king sha256:" + "0".repeat(64))))
        .hasMessageContaining("line 2: expected viewer, operator or administrator, found 'king'");
    assertThatThrownBy(() -> open(file("ann viewer sha256:" + ann)))
        .hasMessageContaining("64 hexadecimal digits")
        .hasMessageNotContaining(ann);
    String twice = line("ann", Role.VIEWER, ann);
    assertThatThrownBy(() -> open(file(twice, twice)))
        .hasMessageContaining("line 2: 'ann' has a token already");
    assertThatThrownBy(() -> open(file("# nobody"))).hasMessageContaining("holds no token");
  }

  @Test
  void tokensAreLongAndNeverTheSame() {
    assertThat(ann).matches("drover_[A-Za-z0-9_-]{43}").isNotEqualTo(ben);
  }
}
