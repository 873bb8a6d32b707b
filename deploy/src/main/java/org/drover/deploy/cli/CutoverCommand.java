package org.drover.deploy.cli;

import java.util.concurrent.Callable;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private LevelOption level = new LevelOption();
  @Mixin private FollowOptions options = new FollowOptions();

  @Override
  public Integer call() {
    MigrationView view = options.pass(migration, "cutover", level.asked());
    int code = options.tell(view);
    return code == Exit.DONE && view.phase() == Phase.COMPLETED ? Exit.CHECK_FAILED : code;
  }
}
