package org.drover.deploy.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is named in the journal as the cause of what a command does. */
final class AuthorOption {

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who the journal names as the cause (default: your user name @ this host).")
  private @Nullable String author;

  String author() {
    return author != null ? author : System.getProperty("user.name", "unknown") + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
