package io.aiw3.nft.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the gateway until SIGTERM, and then until what is under way is answered. Settings come from
 * the environment (see {@link GatewaySettings}); an argument {@code NAME=value} goes before the
 * variable of that name. {@code --check} ends it as soon as it listens: the settings are good.
 */
public final class GatewayMain {
  private static final String CHECK = "--check";
  private static final int CLOSE_SECONDS = 10;

  private GatewayMain() {}

  public static void main(String[] args) {
    GatewaySettings settings;
    try {
      settings = GatewaySettings.of(environment(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Vertx vertx = Vertx.vertx();
    Metrics metrics = new Metrics();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> end(vertx, metrics.requests(), settings.drain()), "shutdown"));
    start(vertx, settings, metrics)
        .onSuccess(
            id -> {
              System.out.println(readyLine(settings));
              if (List.of(args).contains(CHECK)) {
                System.exit(0);
              }
            })
        .onFailure(
            failure -> {
              System.err.println("The gateway cannot start: " + failure.getMessage());
              System.exit(1);
            });
  }

  static Future<String> start(Vertx vertx, GatewaySettings settings) {
    return start(vertx, settings, new Metrics());
  }

  /** An event loop per core; each takes its share of the connections. */
  private static Future<String> start(Vertx vertx, GatewaySettings settings, Metrics metrics) {
    int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    SharedAnswers health = new SharedAnswers(Duration.ofSeconds(2));
    SharedAnswers documents = new SharedAnswers(Duration.ofSeconds(10));
    return metrics
        .listen(vertx, settings.host(), settings.metricsPort())
        .compose(
            listening ->
                vertx.deployVerticle(
                    () -> new Gateway(settings, health, documents, metrics.requests()),
                    new DeploymentOptions().setInstances(loops)));
  }

  private static String readyLine(GatewaySettings settings) {
    return new JsonObject()
        .put("ready", true)
        .put("service", "gateway")
        .put("url", "http://" + settings.host() + ":" + settings.port())
        .encode();
  }

  private static Map<String, String> environment(String[] args) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    for (String arg : args) {
      if (arg.equals(CHECK)) {
        continue;
      }
      int equals = arg.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("write NAME=value instead of " + arg);
      }
      environment.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    return environment;
  }

  /** What is under way is answered; WebSockets, which have no end, are closed. */
  private static void end(Vertx vertx, Requests requests, Duration longest) {
    System.out.println(
        new JsonObject().put("ending", true).put("requests", requests.underWay()).encode());
    CountDownLatch closed = new CountDownLatch(1);
    try {
      requests.end(longest);
      vertx.close().onComplete(end -> closed.countDown());
      closed.await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
