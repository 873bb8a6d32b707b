package org.drover.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates as people make them: with {@code deploy/certificates}, which needs OpenSSL. */
public record TestAuthority(Path folder) {

  /** Skips the test, saying so, where OpenSSL is not installed. */
  public TestAuthority {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/openssl"))
            || Files.isExecutable(Path.of("/usr/local/bin/openssl")),
        "skipped: there is no openssl, which deploy/certificates calls");
  }

  /** The authority's own certificate. */
  public Path authority() {
    return folder.resolve("ca.pem");
  }

  public Path key(String name) {
    return folder.resolve(name + "-key.pem");
  }

  /** Makes a certificate and its key. */
  public Path certificate(String name, String... hosts) {
    List<String> command = new ArrayList<>(List.of("./certificates", folder.toString(), name));
    command.addAll(List.of(hosts));
    run(command);
    return folder.resolve(name + ".pem");
  }

  /** The same certificate as a PKCS #12 file. */
  public Path keystore(String name, Path password) {
    Path store = folder.resolve(name + ".p12");
    run(
        List.of(
            "openssl",
            "pkcs12",
            "-export",
            "-in",
            folder.resolve(name + ".pem").toString(),
            "-inkey",
            key(name).toString(),
            "-passout",
            "file:" + password,
            "-out",
            store.toString()));
    return store;
  }

  private static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(Ended.code(process)).as("%s: %s", command, said).isZero();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
