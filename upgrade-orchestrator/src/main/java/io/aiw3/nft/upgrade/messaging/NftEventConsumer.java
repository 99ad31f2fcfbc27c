package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.BatchProcessor;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.upgrade.live.Broadcast;
import io.aiw3.nft.upgrade.live.FeedBodies;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.HoldingStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Tells users what became of their tiered NFT; competition NFTs change no level. */
@ApplicationScoped
class NftEventConsumer {
  private final BatchProcessor processor;
  private final HoldingStore holdings;
  private final Broadcast broadcast;
  private final TierCatalogue tiers;

  NftEventConsumer(
      BatchProcessor processor, HoldingStore holdings, Broadcast broadcast, TierCatalogue tiers) {
    this.processor = processor;
    this.holdings = holdings;
    this.broadcast = broadcast;
    this.tiers = tiers;
  }

  /** The tiered NFT that the user holds from now on; level 0: none. */
  private record Holding(int level, String mint) {
    static final Holding NONE = new Holding(0, null);

    static Holding of(int level, String mint) {
      MessageChecks.range("the level", level, 1, Tier.COMPETITION_LEVEL - 1);
      MessageChecks.address("the mint address", mint);
      return new Holding(level, mint);
    }
  }

  @Incoming("nft-events")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> messages) {
    Queue<FeedStore.Event> told = new ConcurrentLinkedQueue<>();
    return processor
        .processOnConnection(
            messages,
            NftEvent.class,
            (inbounds, connection, events) ->
                holdings
                    .apply(
                        connection,
                        inbounds.stream()
                            .map(inbound -> change(inbound.body()))
                            .flatMap(Optional::stream)
                            .toList())
                    .invoke(told::addAll)
                    .replaceWithVoid())
        .invoke(() -> broadcast.send(List.copyOf(told)));
  }

  private Optional<HoldingStore.Change> change(NftEvent event) {
    if (event.data() == null || event.data().userId() == null) {
      throw new BadMessageException("data or userId is missing");
    }
    Holding holding = holding(event);
    if (holding == null) {
      return Optional.empty();
    }
    UserId user = event.data().userId();
    Instant at = event.timestamp() == null ? Instant.now() : event.timestamp();
    Tier tier = tiers.find(holding.level()).orElse(null);
    return Optional.of(
        new HoldingStore.Change(
            user, holding.level(), holding.mint(), FeedBodies.statusChanged(user, tier, at)));
  }

  /** Null where the event changes nothing of that. */
  private static Holding holding(NftEvent event) {
    if (event instanceof NftEvent.Claimed e) {
      return Holding.of(e.data().nftLevel(), e.data().mintAddress());
    }
    if (event instanceof NftEvent.Upgraded e) {
      return Holding.of(e.data().toLevel(), e.data().newMintAddress());
    }
    if (event instanceof NftEvent.Activated e && tiered(e.data().nftLevel())) {
      return Holding.of(e.data().nftLevel(), e.data().mintAddress());
    }
    if (event instanceof NftEvent.Burned e && tiered(e.data().nftLevel())) {
      return Holding.NONE;
    }
    if (event instanceof NftEvent.Transferred e && tiered(e.data().nftLevel())) {
      return e.data().held()
          ? Holding.of(e.data().nftLevel(), e.data().mintAddress())
          : Holding.NONE;
    }
    return null;
  }

  private static boolean tiered(int level) {
    return level < Tier.COMPETITION_LEVEL;
  }
}
