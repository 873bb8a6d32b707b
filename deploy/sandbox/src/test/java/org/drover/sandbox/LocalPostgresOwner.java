package org.drover.sandbox;

import java.nio.file.Path;

/** A process that owns a folder until it is killed or its standard input ends. */
final class LocalPostgresOwner {

  private LocalPostgresOwner() {}

  public static void main(String[] arguments) throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(Path.of(arguments[0]))) {
      System.out.println(postgres.port());
      System.in.read();
    }
  }
}
