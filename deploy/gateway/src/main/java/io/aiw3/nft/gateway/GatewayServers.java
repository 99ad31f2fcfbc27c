package io.aiw3.nft.gateway;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The public port, from start to end. Quarkus' own HTTP server gives no place in Netty's pipeline
 * to {@link StrictRequestDecoder}, so the gateway opens its servers itself; Quarkus serves the
 * metrics.
 */
@Singleton
final class GatewayServers {
  private static final Logger LOG = Logger.getLogger(GatewayServers.class);
  private static final int CLOSE_SECONDS = 10;

  private final Vertx vertx;
  private final GatewayConfig config;
  private final Routes routes;
  private final Filters filters;
  private final Tokens tokens;
  private final Requests requests;
  private String deployment;

  GatewayServers(
      Vertx vertx,
      GatewayConfig config,
      Routes routes,
      Filters filters,
      Tokens tokens,
      Requests requests) {
    this.vertx = vertx;
    this.config = config;
    this.routes = routes;
    this.filters = filters;
    this.tokens = tokens;
    this.requests = requests;
  }

  void onStart(@Observes StartupEvent event) throws ExecutionException, InterruptedException {
    deployment = listen().toCompletionStage().toCompletableFuture().get();
  }

  /** What is under way is answered; WebSockets, which have no end, are closed. */
  void onEnd(@Observes ShutdownEvent event) {
    System.out.println(
        new JsonObject().put("ending", true).put("requests", requests.underWay()).encode());
    try {
      requests.end(Duration.ofSeconds(config.drainSeconds()));
      if (deployment != null) {
        vertx
            .undeploy(deployment)
            .toCompletionStage()
            .toCompletableFuture()
            .get(CLOSE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("connections did not close cause=%s", e.toString());
    }
  }

  /** An event loop per core; each takes its share of the connections. */
  Future<String> listen() {
    // Without a route nobody brings a token.
    if (!routes.isEmpty()) {
      tokens.start();
    }
    int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    return vertx.deployVerticle(
        () -> new Gateway(config, filters, requests), new DeploymentOptions().setInstances(loops));
  }
}
