package io.aiw3.nft.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** As much of a service as the launcher sees: its port, its start line, its readiness. */
public final class FakeService {
  private FakeService() {}

  public static void main(String[] args) throws IOException {
    int port =
        Integer.parseInt(
            System.getenv(
                System.getenv("GATEWAY_PORT") == null ? "QUARKUS_HTTP_PORT" : "GATEWAY_PORT"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer =
              String.valueOf(System.getenv("QUARKUS_DATASOURCE_USERNAME"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    System.out.println("Listening on: http://127.0.0.1:" + port);
    System.out.println("{\"ready\":true}");
  }
}
