package io.aiw3.nft.minting.chain;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Which cluster this is: as configured, else as the nodes tell it. */
@ApplicationScoped
public class Cluster {
  /** Of the clusters that everybody knows; any other one is somebody's own. */
  private static final Map<String, String> NAMES =
      Map.of(
          "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d", "mainnet-beta",
          "EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxkrZBiG", "devnet",
          "4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY", "testnet");

  private static final Logger LOG = Logger.getLogger(Cluster.class);
  private static final Object ONE = new Object();

  private final Optional<String> configured;
  private final Supplier<Uni<String>> nodes;
  private final AsyncCache<Object, String> told = Caffeine.newBuilder().buildAsync();

  @Inject
  Cluster(SolanaRpc rpc, SolanaConfig config) {
    this(config.genesisHash(), () -> rpc.calls().genesisHash());
  }

  Cluster(Optional<String> configured, Supplier<Uni<String>> nodes) {
    this.configured = configured;
    this.nodes = nodes;
  }

  /** Empty while it is not configured and no node has told it. */
  public Uni<Optional<String>> genesisHash() {
    return configured.isPresent()
        ? Uni.createFrom().item(configured)
        : Uni.createFrom()
            .completionStage(
                () ->
                    told.get(ONE, (key, executor) -> nodes.get().subscribeAsCompletionStage()))
            .map(Optional::of)
            .onFailure()
            .invoke(e -> LOG.warnf("genesis hash not read errorCode=%s", e))
            .onFailure()
            .recoverWithItem(Optional.empty());
  }

  /** {@code mainnet-beta}, {@code devnet}, {@code testnet} or {@code custom}. */
  public static String name(String genesisHash) {
    return NAMES.getOrDefault(genesisHash, "custom");
  }
}
