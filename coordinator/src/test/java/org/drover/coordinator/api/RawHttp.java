package org.drover.coordinator.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests that a well-behaved client does not send. */
final class RawHttp {

  private RawHttp() {}

  /** The status of a request that calls the server by another name. */
  static int status(URI server, String request, String host) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      String text = request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return Integer.parseInt(List.of(answer.readLine().split(" ", -1)).get(1));
    }
  }
}
