package io.aiw3.nft.minting;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A node that gives every call the same answer, good or bad, but for methods that are named. */
public final class NodeStandIn implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile int status = 200;
  private volatile String body = "";
  private volatile String lastRequest = "";
  private volatile List<String> header = List.of();
  private final Map<String, String> ofMethods = new ConcurrentHashMap<>();

  public NodeStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public int calls() {
    return calls.get();
  }

  public String lastRequest() {
    return lastRequest;
  }

  /** Answers with this from now on; a status of 0 is no answer at all. */
  public NodeStandIn answers(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
    header = List.of();
    return this;
  }

  /** With this header until it answers with something else. */
  public NodeStandIn header(String name, String value) {
    header = List.of(name, value);
    return this;
  }

  /** Answers with a result. */
  public NodeStandIn results(String json) {
    return answers(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}");
  }

  /** Answers this method with a result, whatever the others are answered with. */
  public NodeStandIn results(String method, String json) {
    ofMethods.put(method, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}");
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    lastRequest = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.incrementAndGet();
    String ofMethod = ofMethods.isEmpty() ? null : ofMethods.get(method());
    if (ofMethod != null) {
      answer(exchange, 200, ofMethod);
      return;
    }
    if (status == 0) {
      return;
    }
    if (!header.isEmpty()) {
      exchange.getResponseHeaders().set(header.get(0), header.get(1));
    }
    answer(exchange, status, body);
  }

  private String method() throws IOException {
    return JSON.readTree(lastRequest).path("method").asText();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
