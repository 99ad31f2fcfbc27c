package io.aiw3.nft.minting.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.SendFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The nodes, best first. A call goes to the first that is healthy and has a permit left, and to the
 * next while the failure is the node's own. Every call may be repeated elsewhere: the only one with
 * an effect sends bytes that can land once.
 */
@ApplicationScoped
public class RpcPool {
  private static final Logger LOG = Logger.getLogger(RpcPool.class);

  private final List<RpcEndpoint> endpoints;
  private final MeterRegistry metrics;
  private final AtomicReference<Instant> lastAnswer = new AtomicReference<>(Instant.EPOCH);
  private final AtomicReference<Instant> lastTrouble = new AtomicReference<>(Instant.EPOCH);

  RpcPool(Vertx vertx, SolanaConfig config, MeterRegistry metrics) {
    this.metrics = metrics;
    metrics.gauge("aiw3.solana.away", this, pool -> pool.isAway() ? 1 : 0);
    HttpClient http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(config.rpcConnections())
                .setConnectTimeout((int) config.rpcTimeout().toMillis())
                .setDecompressionSupported(true)
                .setKeepAliveTimeout(30));
    endpoints =
        config.rpcUrls().stream()
            .map(
                uri ->
                    new RpcEndpoint(
                        http,
                        uri,
                        config.rpcTimeout(),
                        config.rpcCoolDown(),
                        config.rpcRateLimit()))
            .toList();
  }

  /** Calls the best node that answers. */
  Uni<JsonNode> call(String method, ArrayNode parameters) {
    return onOneNode(node -> node.call(method, parameters));
  }

  /**
   * Runs several calls against one node, so that the later ones see no older a chain than the
   * earlier ones; all of them again on the next node if that one fails.
   */
  <T> Uni<T> onOneNode(Function<Node, Uni<T>> calls) {
    return attempt(order(), 0, calls);
  }

  /** When a node last answered, for health. */
  public Instant lastAnswer() {
    return lastAnswer.get();
  }

  /** Whether the newest call to any node failed by the node's fault. */
  public boolean isAway() {
    return lastTrouble.get().isAfter(lastAnswer.get());
  }

  private <T> Uni<T> attempt(List<RpcEndpoint> nodes, int index, Function<Node, Uni<T>> calls) {
    RpcEndpoint endpoint = nodes.get(index);
    return calls
        .apply((method, parameters) -> measured(endpoint, method, parameters))
        .onFailure(e -> index + 1 < nodes.size() && anotherMayAnswer(e))
        .recoverWithUni(
            e -> {
              LOG.warnf("node passed over node=%s errorCode=%s", endpoint.name(), e.getMessage());
              return attempt(nodes, index + 1, calls);
            });
  }

  private Uni<JsonNode> measured(RpcEndpoint endpoint, String method, ArrayNode parameters) {
    return endpoint
        .call(method, parameters)
        .onItemOrFailure()
        .invoke(
            (result, failure) -> {
              boolean answered = failure == null || !anotherMayAnswer(failure);
              (answered ? lastAnswer : lastTrouble).set(Instant.now());
              metrics
                  .counter(
                      "aiw3.solana.calls",
                      "method",
                      method,
                      "node",
                      endpoint.name(),
                      "outcome",
                      failure == null ? "ok" : answered ? "rejected" : "away")
                  .increment();
            });
  }

  /** Healthy nodes with a permit first, in the configured order; then the others. */
  private List<RpcEndpoint> order() {
    long now = System.nanoTime();
    List<RpcEndpoint> first = new ArrayList<>(endpoints.size());
    List<RpcEndpoint> last = new ArrayList<>();
    for (RpcEndpoint endpoint : endpoints) {
      boolean usable = endpoint.isHealthy(now) && (!first.isEmpty() || endpoint.tryPermit(now));
      (usable ? first : last).add(endpoint);
    }
    first.addAll(last);
    return first;
  }

  private static boolean anotherMayAnswer(Throwable e) {
    return e instanceof RpcException rpc && anotherMayAnswer(rpc.failure());
  }

  private static boolean anotherMayAnswer(SendFailure failure) {
    return failure.anotherNodeMayAnswer();
  }

  /** One node. */
  @FunctionalInterface
  public interface Node {
    Uni<JsonNode> call(String method, ArrayNode parameters);
  }
}
