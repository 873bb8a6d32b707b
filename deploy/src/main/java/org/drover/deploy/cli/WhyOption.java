package org.drover.deploy.cli;

import picocli.CommandLine.Option;

/** The reason that the journal keeps. */
final class WhyOption {

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      defaultValue = "no reason was given",
      description = "The reason; the journal keeps it.")
  private String why = "";

  String why() {
    return why;
  }
}
