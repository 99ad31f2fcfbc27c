package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A gateway before one service that plays all four and counts its connections. The service echoes
 * on WebSockets, answers {@code /silent} never, and everything else with 200.
 */
final class Stage {
  static final String SOCKET = "/api/v1/nft/events";
  static final String SILENT = "/api/v1/nft/operations/silent";

  final Vertx vertx = Vertx.vertx();
  final TokenMaker issuer = TokenMaker.named("first");
  final AtomicInteger connectionsNow = new AtomicInteger();
  final AtomicInteger connectionsEver = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();
  final int port;
  final int servicePort;
  final AtomicInteger tunnelsNow = new AtomicInteger();
  private final Path keys;

  Stage(Path directory, Map<String, String> settings) throws Exception {
    this(directory, settings, request -> request.response().end("{\"success\":true}"));
  }

  Stage(Path directory, Map<String, String> settings, Consumer<HttpServerRequest> answer)
      throws Exception {
    this(directory, answer);
    Map<String, String> environment = environment(port);
    environment.putAll(settings);
    wait(TestGateway.start(vertx, environment));
  }

  private Stage(Path directory, Consumer<HttpServerRequest> answer) throws Exception {
    servicePort = service(answer).actualPort();
    keys = Files.writeString(directory.resolve("keys.json"), TokenMaker.jwks(issuer));
    port = freePort();
  }

  /** The service alone; a gateway before it is to be started elsewhere. */
  static Stage serviceOnly(Path directory) throws Exception {
    return serviceOnly(directory, request -> request.response().end("{\"success\":true}"));
  }

  static Stage serviceOnly(Path directory, Consumer<HttpServerRequest> answer) throws Exception {
    return new Stage(directory, answer);
  }

  /** What a gateway on the port needs. */
  Map<String, String> environment(int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("GATEWAY_HOST", "127.0.0.1");
    environment.put("GATEWAY_PORT", Integer.toString(port));
    environment.put("GATEWAY_METRICS_PORT", "0");
    environment.put("GATEWAY_JWT_KEYS", keys.toString());
    environment.put("GATEWAY_USER_REQUESTS_PER_MINUTE", "0");
    for (String name :
        List.of(
            "QUALIFICATION_SERVICE", "BADGE_SERVICE", "MINTING_SERVICE", "UPGRADE_ORCHESTRATOR")) {
      environment.put(name + "_URL", "http://127.0.0.1:" + servicePort);
    }
    return environment;
  }

  private HttpServer service(Consumer<HttpServerRequest> answer) throws Exception {
    return wait(
        vertx
            .createHttpServer()
            .connectionHandler(
                connection -> {
                  connectionsNow.incrementAndGet();
                  connectionsEver.incrementAndGet();
                  connection.closeHandler(gone -> connectionsNow.decrementAndGet());
                })
            .webSocketHandler(
                socket -> {
                  tunnelsNow.incrementAndGet();
                  socket.closeHandler(gone -> tunnelsNow.decrementAndGet());
                  socket.textMessageHandler(
                      text -> {
                        if (text.equals("close")) {
                          socket.close();
                        } else {
                          socket.writeTextMessage("echo " + text);
                        }
                      });
                })
            .webSocketHandshakeHandler(
                handshake -> {
                  if (handshake.headers().get("X-Play") == null) {
                    handshake.accept();
                  } else if ("refuse".equals(handshake.headers().get("X-Play"))) {
                    handshake.reject(403);
                  }
                })
            .requestHandler(
                request -> {
                  requests.incrementAndGet();
                  if (!request.path().endsWith("/silent")) {
                    request.endHandler(end -> answer.accept(request));
                  }
                })
            .listen(0, "127.0.0.1"));
  }

  /** A request of the user with a good token, ready to be sent. */
  String get(String path) {
    return "GET " + path + " HTTP/1.1\r\n" + headers("7") + "\r\n";
  }

  /** Host and a good token, each line ended. */
  String headers(String user) {
    return "Host: localhost\r\nAuthorization: Bearer " + issuer.user(user) + "\r\n";
  }

  /** The head of a handshake without its last line. */
  static String handshake() {
    return "GET "
        + SOCKET
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  }

  /** What offers the token as browsers must. */
  static String offer(String token) {
    return "Sec-WebSocket-Protocol: aiw3.v1, bearer." + token + "\r\n";
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  static <T> T wait(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  void stop() throws Exception {
    wait(vertx.close());
  }
}
