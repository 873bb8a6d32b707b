package org.drover.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.drover.coordinator.access.Access;
import org.drover.coordinator.access.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListeningTest {

  private static final Access NOBODY =
      new Access() {
        @Override
        public Optional<Caller> caller(@Nullable String token) {
          return Optional.empty();
        }

        @Override
        public boolean guarded() {
          return true;
        }
      };

  private static SSLContext tls() throws NoSuchAlgorithmException {
    return SSLContext.getDefault();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.53"})
  void loopbackNeedsNothing(String host) {
    assertThat(new Listening(host, 0, Access.open(), null).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "192.0.2.7", "nowhere.invalid", ""})
  void beyondItBothAreNeeded(String host) throws NoSuchAlgorithmException {
    assertThatThrownBy(() -> new Listening(host, 0, Access.open(), null))
        .hasMessageEndingWith("without TLS (http.tls) and tokens (http.token-file)");
    assertThatThrownBy(() -> new Listening(host, 0, NOBODY, null))
        .hasMessageEndingWith("without TLS (http.tls)");
    assertThatThrownBy(() -> new Listening(host, 0, Access.open(), tls()))
        .hasMessageEndingWith("without tokens (http.token-file)");
    assertThat(new Listening(host, 0, NOBODY, tls()).host()).isEqualTo(host);
  }

  @Test
  void theAddressIsOneThatAProgramCanAsk() throws NoSuchAlgorithmException {
    assertThat(Listening.local(0).address(7480)).isEqualTo("http://127.0.0.1:7480");
    assertThat(new Listening("0.0.0.0", 0, NOBODY, tls()).address(1))
        .isEqualTo("https://127.0.0.1:1");
    assertThat(new Listening("::1", 0, NOBODY, null).address(1)).isEqualTo("http://[::1]:1");
  }
}
