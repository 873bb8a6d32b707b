package org.drover.deploy.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for members, below those that the system gives to whoever connects, so that none is gone
 * when its member starts again.
 */
final class Ports {

  private static final int FIRST = 12_000;
  private static final int COUNT = 20_000;

  private Ports() {}

  static int free() {
    while (true) {
      int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Another one, then.
      }
    }
  }
}
