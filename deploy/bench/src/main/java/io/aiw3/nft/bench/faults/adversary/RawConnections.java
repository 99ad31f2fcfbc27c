package io.aiw3.nft.bench.faults.adversary;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Raw connections to the gateway that are slow, cut, ambiguous, or upgrade with a body. */
final class RawConnections implements Adversary {
  private static final int EACH = 40;
  private static final int HELD_SECONDS = 20;
  private static final List<String> REQUESTS =
      List.of(
          head(
              "GET /api/v1/nft/events HTTP/1.1",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Content-Length: 10"),
          head("POST /api/v1/nft/claim HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked")
              + "0\r\n\r\n"
              + head("GET /health HTTP/1.1"),
          head("POST /api/v1/nft/claim HTTP/1.1", "Content-Length: 60000") + "{",
          "GET /api/v1/nft/tiers HTTP/1.1\r\nHost:",
          head("GET /api/v1/nft/events?access_token=secret HTTP/1.1"),
          "\u0016\u0003\u0001\u0002");

  private final Arena arena;

  RawConnections(Arena arena) {
    this.arena = arena;
  }

  /** Request line and headers, with the empty line that ends them. */
  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\nHost: x\r\n\r\n";
  }

  @Override
  public String name() {
    return "raw connections to the gateway";
  }

  /** Whether others are served all the time is checked by the other oracles. */
  @Override
  public void attack() throws Exception {
    URI gateway = URI.create(arena.suite().gateway());
    List<Socket> sockets = new ArrayList<>();
    try {
      for (String request : REQUESTS) {
        for (int i = 0; i < EACH; i++) {
          open(gateway, request, sockets);
        }
      }
      TimeUnit.SECONDS.sleep(HELD_SECONDS);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void open(URI gateway, String request, List<Socket> sockets) {
    try {
      Socket socket = new Socket(gateway.getHost(), gateway.getPort());
      sockets.add(socket);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    } catch (IOException e) {
      // The gateway is being killed, or has closed the connection: both are its right.
    }
  }
}
