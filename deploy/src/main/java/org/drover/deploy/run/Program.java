package org.drover.deploy.run;

/** What this program is: how it was called, and as what it was built. */
public final class Program {

  private Program() {}

  /** What people are told to type, so that it works where they are. */
  public static String name() {
    return System.getProperty("drover.program", "drover");
  }

  /** As the jar says; classes that are in none have no version. */
  public static String version() {
    String version = Program.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
