package org.drover.sandbox;

import java.lang.management.ManagementFactory;

/**
 * How much memory a server is given.
 *
 * @param heap as for {@code -Xmx}
 * @param pageCache the same
 */
public record Neo4jMemory(String heap, String pageCache) {

  private static final long GIBIBYTE = 1L << 30;

  /** From here on there is room for a server as people run it, beside everything else. */
  private static final long GIBIBYTES_ENOUGH = 12;

  /** What this machine can spare. */
  public static Neo4jMemory ofThisMachine() {
    return gibibytes() >= GIBIBYTES_ENOUGH
        ? new Neo4jMemory("4g", "2g")
        : new Neo4jMemory("1536m", "512m");
  }

  /** How much this machine has; 0 if it does not say. */
  public static long gibibytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() / GIBIBYTE
        : 0;
  }
}
