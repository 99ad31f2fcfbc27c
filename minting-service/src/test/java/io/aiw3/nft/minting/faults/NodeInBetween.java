package io.aiw3.nft.minting.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A second address of the same chain, which can become unavailable and come back. */
final class NodeInBetween implements AutoCloseable {
  private final URI chain;
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService workers = Executors.newFixedThreadPool(16);
  private final AtomicInteger served = new AtomicInteger();
  private HttpServer server;

  NodeInBetween(String chain, int port) {
    this.chain = URI.create(chain);
    this.port = port;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Calls that were answered so far. */
  int served() {
    return served.get();
  }

  void comeUp() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(workers);
    server.createContext("/", this::forward);
    server.start();
  }

  /** At once: calls under way break off, new ones find nobody. */
  void goAway() {
    server.stop(0);
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(chain)
                  .header("content-type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
      served.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    goAway();
    workers.shutdownNow();
  }
}
