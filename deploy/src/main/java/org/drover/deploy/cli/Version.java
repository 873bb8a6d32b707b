package org.drover.deploy.cli;

import org.drover.deploy.run.Program;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar was built as. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"drover " + Program.version()};
  }
}
