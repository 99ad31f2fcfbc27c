package io.aiw3.nft.minting.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.SendFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The nodes, best first. A call goes to the first that is healthy and has a permit of its rate
 * limit, and to the next while the failure is the node's own. Every call may be repeated elsewhere:
 * the only one with an effect sends bytes that can land once.
 */
@ApplicationScoped
public class RpcPool {
  private static final Logger LOG = Logger.getLogger(RpcPool.class);

  private final List<RpcEndpoint> endpoints;
  private final MeterRegistry metrics;
  private final LongSupplier clock;
  private final AtomicReference<Instant> lastAnswer = new AtomicReference<>(Instant.EPOCH);
  private final AtomicReference<Instant> lastTrouble = new AtomicReference<>(Instant.EPOCH);

  @Inject
  RpcPool(Vertx vertx, SolanaConfig config, MeterRegistry metrics) {
    this(vertx, config, metrics, System::nanoTime);
  }

  RpcPool(Vertx vertx, SolanaConfig config, MeterRegistry metrics, LongSupplier clock) {
    this.metrics = metrics;
    this.clock = clock;
    metrics.gauge("aiw3.solana.unavailable", this, pool -> pool.isAway() ? 1 : 0);
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
                        config.rpcRateLimit(),
                        config.genesisHash(),
                        clock))
            .toList();
  }

  /**
   * Runs several calls against one node, so that the later ones see no older a chain than the
   * earlier ones; all of them again on the next node if that one fails.
   */
  <T> Uni<T> onOneNode(Function<Node, Uni<T>> calls) {
    return Uni.createFrom().deferred(() -> attempt(order(), 0, calls));
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
    boolean othersFollow = index + 1 < nodes.size();
    return calls
        .apply((method, parameters) -> measured(endpoint, method, parameters, othersFollow))
        .onFailure(e -> othersFollow && anotherMayAnswer(e))
        .recoverWithUni(
            e -> {
              LOG.warnf("RPC node skipped node=%s cause=%s", endpoint.name(), e.getMessage());
              return attempt(nodes, index + 1, calls);
            });
  }

  private Uni<JsonNode> measured(
      RpcEndpoint endpoint, String method, JsonNode parameters, boolean othersFollow) {
    return endpoint
        .call(method, parameters, othersFollow)
        .onItemOrFailure()
        .invoke(
            (result, failure) -> {
              String outcome = outcome(failure);
              switch (outcome) {
                case "unavailable" -> lastTrouble.set(Instant.now());
                case "throttled" -> {
                  // Says nothing of the node.
                }
                default -> lastAnswer.set(Instant.now());
              }
              metrics
                  .counter(
                      "aiw3.solana.calls",
                      "method",
                      method,
                      "node",
                      endpoint.name(),
                      "outcome",
                      outcome)
                  .increment();
            });
  }

  private static String outcome(Throwable failure) {
    if (failure == null) {
      return "ok";
    }
    if (failure instanceof RpcException e && e.failure().kind() == SendFailure.Kind.THROTTLED) {
      return "throttled";
    }
    return isAway(failure) ? "unavailable" : "rejected";
  }

  /**
   * Healthy nodes first: those with a permit in the configured order, then whichever has one
   * soonest. Every call takes a permit of its own, and waits for it.
   */
  private List<RpcEndpoint> order() {
    long now = clock.getAsLong();
    return endpoints.stream()
        .map(endpoint -> new Turn(endpoint, endpoint.isHealthy(now), endpoint.permitIn()))
        .sorted(Comparator.comparing(Turn::unhealthy).thenComparing(Turn::permitIn))
        .map(Turn::endpoint)
        .toList();
  }

  /** What a node is ordered by: as it was at one moment. */
  private record Turn(RpcEndpoint endpoint, boolean healthy, long permitIn) {
    boolean unhealthy() {
      return !healthy;
    }
  }

  /** A node that answers anything is available; one that says that it is behind is not. */
  private static boolean isAway(Throwable e) {
    return e instanceof RpcException rpc
        && (rpc.failure().kind() != SendFailure.Kind.REJECTED
            || rpc.failure().coolDown() == SendFailure.Scope.NODE);
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
    Uni<JsonNode> call(String method, JsonNode parameters);
  }
}
