package org.drover.deploy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.drover.deploy.TestAuthority;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Credentials;
import org.drover.deploy.client.Unreachable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the client shows and wants to be shown, with certificates as the documents make them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecuredApiTest {

  private final List<String> shown = new CopyOnWriteArrayList<>();
  private Path folder = Path.of("");
  private TestAuthority authority = new TestAuthority(folder);
  private Path certificate = folder;

  @BeforeAll
  void makeCertificates(@TempDir Path folder) {
    this.folder = folder;
    authority = new TestAuthority(folder.resolve("ours"));
    certificate = authority.certificate("api", "127.0.0.1");
  }

  @AfterAll
  void forget() {
    shown.clear();
  }

  private HttpsServer serve(SSLContext tls) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] body = "[]".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private Coordinator asking(HttpsServer server, SSLContext trust) {
    return new Coordinator(
        URI.create("https://127.0.0.1:" + server.getAddress().getPort()),
        "ann",
        new Credentials("drover_secret", trust));
  }

  @Test
  void aCertificateOfTheNamedAuthorityIsTrustedAndIsShownTheToken() throws IOException {
    HttpsServer server = serve(TlsContexts.server(certificate, authority.key("api")));
    try (Coordinator coordinator = asking(server, TlsContexts.trusting(authority.authority()))) {
      assertThat(coordinator.list()).isEmpty();
      assertThat(shown).last().isEqualTo("Bearer drover_secret");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aKeystoreServesAsWell() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "changeit");
    Path store = authority.keystore("api", password);
    HttpsServer server = serve(TlsContexts.server(store, "changeit"));
    try (Coordinator coordinator = asking(server, TlsContexts.trusting(authority.authority()))) {
      assertThat(coordinator.list()).isEmpty();
    } finally {
      server.stop(0);
    }
    assertThatThrownBy(() -> TlsContexts.server(store, "wrong"))
        .hasMessageContaining("cannot be used with its password");
  }

  @Test
  void aForeignCertificateIsRefusedBeforeTheTokenIsShown() throws IOException {
    TestAuthority foreign = new TestAuthority(folder.resolve("foreign"));
    Path theirs = foreign.certificate("api", "127.0.0.1");
    int before = shown.size();
    HttpsServer server = serve(TlsContexts.server(theirs, foreign.key("api")));
    try (Coordinator coordinator = asking(server, TlsContexts.trusting(authority.authority()))) {
      assertThatThrownBy(coordinator::list)
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("--ca-file");
    } finally {
      server.stop(0);
    }
    assertThat(shown).hasSize(before);
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws IOException {
    Path elsewhere = authority.certificate("elsewhere", "api.example.org");
    HttpsServer server = serve(TlsContexts.server(elsewhere, authority.key("elsewhere")));
    try (Coordinator coordinator = asking(server, TlsContexts.trusting(authority.authority()))) {
      assertThatThrownBy(coordinator::list).isInstanceOf(Unreachable.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void filesThatAreNoneAreNamed() throws IOException {
    Path nonsense = Files.writeString(folder.resolve("nonsense"), "hello");

    assertThatThrownBy(() -> TlsContexts.server(nonsense, authority.key("api")))
        .hasMessageContaining("nonsense");
    assertThatThrownBy(() -> TlsContexts.server(certificate, nonsense))
        .hasMessageContaining("openssl pkcs8 -topk8");
    assertThatThrownBy(() -> TlsContexts.trusting(folder.resolve("nowhere")))
        .hasMessageContaining("cannot be read");
  }
}
