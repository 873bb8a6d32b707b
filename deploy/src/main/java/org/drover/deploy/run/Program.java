package org.drover.deploy.run;

/** How this program was called, so that what people are told to type works where they are. */
public final class Program {

  private Program() {}

  public static String name() {
    return System.getProperty("drover.program", "drover");
  }
}
