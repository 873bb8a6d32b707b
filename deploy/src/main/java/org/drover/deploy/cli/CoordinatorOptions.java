package org.drover.deploy.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Credentials;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.progress.Words;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.TextFile;
import org.drover.deploy.tls.TlsContexts;
import org.drover.shared.protocol.KillSwitch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that talks to a coordinator takes. */
final class CoordinatorOptions {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /** What may stand in a header; the wrong file must not be shown in a complaint about it. */
  private static final Pattern ONE_WORD = Pattern.compile("[!-~]+");

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:DROVER_URL:-http://127.0.0.1:7480}",
      description =
          "Where a coordinator listens, or several, separated by commas: the first that is there"
              + " is asked (default: $DROVER_URL, or else http://127.0.0.1:7480).")
  private String url = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "${env:DROVER_TOKEN_FILE}",
      description =
          "A file with the token that the coordinator asks for (default: $DROVER_TOKEN_FILE).")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      defaultValue = "${env:DROVER_CA_FILE}",
      description =
          "The authority of the coordinator's certificate, in PEM (default: $DROVER_CA_FILE, or"
              + " else those that Java knows).")
  private @Nullable Path authorityFile;

  @Option(
      names = "--json",
      description = "One JSON document on standard output, and nothing else there.")
  private boolean json;

  @Mixin private AuthorOption author = new AuthorOption();

  Coordinator connect() {
    List<URI> addresses = Addresses.http(url);
    return new Coordinator(addresses, author.author(), new Credentials(token(addresses), trust()));
  }

  /** A token that travels in the clear is everybody's. */
  private @Nullable String token(List<URI> addresses) {
    if (tokenFile == null) {
      return null;
    }
    for (URI address : addresses) {
      if (address.getScheme().equals("http") && !LOOPBACK.contains(address.getHost())) {
        throw new BadInput(
            "the token is not sent to " + address + " in the clear; use https, or an SSH tunnel");
      }
    }
    String token = TextFile.secret(tokenFile, "token file");
    if (!ONE_WORD.matcher(token).matches()) {
      throw new BadInput(
          "the token file "
              + tokenFile
              + " holds more than a token: it must be the one line that 'drover token' printed");
    }
    return token;
  }

  private @Nullable SSLContext trust() {
    if (authorityFile == null) {
      return null;
    }
    try {
      return TlsContexts.trusting(authorityFile);
    } catch (IllegalArgumentException e) {
      throw new BadInput("--ca-file: " + e.getMessage(), e);
    }
  }

  boolean json() {
    return json;
  }

  /** Says so if the kill switch is thrown; a program that reads JSON asks for it by itself. */
  void tellOfKillSwitch(Coordinator coordinator) {
    if (json) {
      return;
    }
    KillSwitch state = coordinator.killSwitch();
    if (state.thrown()) {
      screen().say(Words.sentence(state.told()));
    }
  }

  Screen screen() {
    return Screen.ofProcess(System.getenv(), json);
  }
}
