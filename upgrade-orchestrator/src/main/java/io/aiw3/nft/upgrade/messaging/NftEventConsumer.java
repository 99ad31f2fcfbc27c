package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.BatchProcessor;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.domain.Holding;
import io.aiw3.nft.upgrade.domain.Holdings;
import io.aiw3.nft.upgrade.live.Broadcast;
import io.aiw3.nft.upgrade.live.FeedBodies;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.HoldingStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Keeps which tiered NFTs there are and whose, and which tiers were issued; notifies users when
 * their level changes by it. Any order of the events, and any repetition, leads to the same.
 */
@ApplicationScoped
class NftEventConsumer {
  private final BatchProcessor processor;
  private final HoldingStore holdings;
  private final Broadcast broadcast;
  private final TierCatalogue tiers;
  private final NftFacts facts;

  NftEventConsumer(
      BatchProcessor processor, HoldingStore holdings, Broadcast broadcast, TierCatalogue tiers) {
    this.processor = processor;
    this.holdings = holdings;
    this.broadcast = broadcast;
    this.tiers = tiers;
    this.facts = new NftFacts(tiers);
  }

  @Incoming("nft-events")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> messages) {
    Queue<FeedStore.Event> feedEvents = new ConcurrentLinkedQueue<>();
    return processor
        .process(
            messages,
            Effect.ofAll(
                NftEvent.class,
                (inbounds, tx) -> take(inbounds, tx).invoke(feedEvents::addAll).replaceWithVoid()))
        .invoke(() -> broadcast.send(List.copyOf(feedEvents)));
  }

  private Uni<List<FeedStore.Event>> take(List<Inbound<NftEvent>> inbounds, Transaction tx) {
    List<NftFacts.Facts> all = inbounds.stream().map(this::facts).toList();
    List<Holding> changed = all.stream().flatMap(one -> one.holdings().stream()).toList();
    List<HoldingStore.Issue> issues = all.stream().flatMap(one -> one.issue().stream()).toList();
    return holdings.apply(tx, changed, this::body).call(() -> holdings.issue(tx, issues));
  }

  private NftFacts.Facts facts(Inbound<NftEvent> inbound) {
    NftFacts.Facts said = facts.of(inbound.body());
    if (!inbound.body().data().userId().toString().equals(inbound.key())) {
      throw new BadMessageException("the key is not the user's id");
    }
    return said;
  }

  private LongFunction<String> body(Holdings.Change change) {
    Tier tier = change.effective().flatMap(nft -> tiers.find(nft.level())).orElse(null);
    Instant at = change.at() == null ? Instant.now() : change.at();
    return FeedBodies.statusChanged(change.user(), tier, at);
  }
}
