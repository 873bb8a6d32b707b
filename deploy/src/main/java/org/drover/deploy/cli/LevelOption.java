package org.drover.deploy.cli;

import java.util.Locale;
import java.util.Map;
import org.drover.shared.spec.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much a verification looks at. */
final class LevelOption {

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description =
          "Of the verification: basic, standard, rigorous or forensic (default: what the spec says,"
              + " or standard).")
  private @Nullable Level level;

  /** As an order for a pass has it; empty for what the spec says. */
  Map<String, String> asked() {
    return level == null ? Map.of() : as(level);
  }

  static Map<String, String> as(Level level) {
    return Map.of("level", level.name().toLowerCase(Locale.ROOT));
  }
}
