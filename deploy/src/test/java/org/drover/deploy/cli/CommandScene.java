package org.drover.deploy.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drover.deploy.FakeCoordinator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A command line, a coordinator that it reaches, and what it prints. */
abstract class CommandScene {

  private static final PrintStream REAL_OUT = System.out;
  private static final PrintStream REAL_ERR = System.err;

  final FakeCoordinator server = new FakeCoordinator();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder = Path.of("");

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    Logs.quietLibraries();
  }

  @AfterEach
  void stop() {
    System.setOut(REAL_OUT);
    System.setErr(REAL_ERR);
    server.close();
  }

  int drover(String... words) {
    return Main.execute(true, words);
  }

  /** With the address of the server behind. */
  int ask(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--url", server.uri().toString(), "--author", "ann"));
    return drover(line.toArray(String[]::new));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
