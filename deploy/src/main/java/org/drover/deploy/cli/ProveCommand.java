package org.drover.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.progress.Words;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.OfflineJournal;
import org.drover.deploy.run.ProofText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = {
      "Checks from the journal alone that the finished ranges of every shard tile the keyspace:"
          + " no gap, no overlap, one event each.",
      "Exit code 1 and the ranges in question if they do not."
    })
final class ProveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write the proof as JSON, as a certificate.")
  private @Nullable Path file;

  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description = "Read the journal that drover run kept in this folder, without a coordinator.")
  private @Nullable Path folder;

  @Mixin private CoordinatorOptions options = new CoordinatorOptions();

  @Override
  public Integer call() {
    Screen screen = options.screen();
    String proof = folder == null ? ask() : OfflineJournal.prove(folder, migration);
    ProofText text = ProofText.read(proof);
    if (file != null) {
      write(file, proof);
    }
    if (options.json()) {
      screen.out().println(proof);
    } else if (text.holds()) {
      screen.say(
          "Proved: the %s finished ranges of migration %s tile its keyspace; no gap, no overlap, one event each."
              .formatted(Words.count(text.ranges()), migration));
    } else {
      screen.say("NOT proved for migration " + migration + ":");
      text.findings().forEach(finding -> screen.say("  " + finding));
    }
    return text.holds() ? Exit.DONE : Exit.CHECK_FAILED;
  }

  private String ask() {
    try (Coordinator coordinator = options.connect()) {
      return coordinator.proof(migration);
    }
  }

  private static void write(Path file, String proof) {
    try {
      Files.writeString(file, proof + "\n");
    } catch (IOException e) {
      throw new BadInput("cannot write " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
