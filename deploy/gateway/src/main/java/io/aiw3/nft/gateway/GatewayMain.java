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
 * Runs the gateway until SIGTERM. Settings come from the environment (see {@link GatewaySettings});
 * an argument {@code NAME=value} goes before the variable of that name. {@code --check} ends it as
 * soon as it listens: the settings are good.
 */
public final class GatewayMain {
  private static final String CHECK = "--check";

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
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(vertx), "shutdown"));
    start(vertx, settings)
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

  /** An event loop per core; each takes its share of the connections. */
  static Future<String> start(Vertx vertx, GatewaySettings settings) {
    int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    SharedAnswers health = new SharedAnswers(Duration.ofSeconds(2));
    SharedAnswers documents = new SharedAnswers(Duration.ofSeconds(10));
    return vertx.deployVerticle(
        () -> new Gateway(settings, health, documents),
        new DeploymentOptions().setInstances(loops));
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

  private static void close(Vertx vertx) {
    CountDownLatch closed = new CountDownLatch(1);
    vertx.close().onComplete(end -> closed.countDown());
    try {
      closed.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
