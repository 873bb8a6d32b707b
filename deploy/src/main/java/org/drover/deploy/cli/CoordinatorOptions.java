package org.drover.deploy.cli;

import org.drover.deploy.client.Coordinator;
import org.drover.deploy.progress.Screen;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that talks to a coordinator takes. */
final class CoordinatorOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:DROVER_URL:-http://127.0.0.1:7480}",
      description =
          "Where a coordinator listens (default: $DROVER_URL, or else http://127.0.0.1:7480).")
  private String url = "";

  @Option(
      names = "--json",
      description = "One JSON document on standard output, and nothing else there.")
  private boolean json;

  @Mixin private AuthorOption author = new AuthorOption();

  Coordinator connect() {
    return new Coordinator(Addresses.http(url), author.author());
  }

  boolean json() {
    return json;
  }

  Screen screen() {
    return Screen.ofProcess(System.getenv(), json);
  }
}
