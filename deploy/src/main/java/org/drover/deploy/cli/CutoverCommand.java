package org.drover.deploy.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Motion;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cutover",
    mixinStandardHelpOptions = true,
    description = {
      "Lets applications go over to what a migration made: sweeps until one finds nothing, verifies,"
          + " and says so in the graph and through the API if nothing stands against it.",
      "Applications follow the node (:DroverMigration {id, phase, version, since}) in the graph.",
      "Exit code 1 if it is refused; the reason is printed. A rollback takes it back."
    })
final class CutoverCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--despite",
      paramLabel = "TRIGGER",
      description =
          "What stands against it and is known not to matter; foreign-writes is all there is. Say"
              + " with --why how you know: the journal keeps both.")
  private @Nullable String despite;

  @Mixin private LevelOption level = new LevelOption();
  @Mixin private FollowOptions options = new FollowOptions();

  @Override
  public Integer call() {
    Map<String, String> how = new HashMap<>(level.asked());
    if (despite != null) {
      how.put("despite", despite);
    }
    MigrationView view = options.pass(migration, "cutover", how);
    int code = options.tell(view);
    boolean over = view.phase().motion() == Motion.OVER;
    return code == Exit.DONE && over && view.phase() != Phase.CUT_OVER ? Exit.CHECK_FAILED : code;
  }
}
