package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.domain.Holding;
import io.aiw3.nft.upgrade.domain.Holdings;
import io.aiw3.nft.upgrade.live.FeedBodies;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.HoldingStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Keeps which NFTs there are and whose, and which tiers were issued; notifies users when their
 * level or benefits change by it, and of awards. Any order of the events, and any repetition, leads
 * to the same.
 */
@ApplicationScoped
class NftEventConsumer {
  private final FeedProcessor processor;
  private final HoldingStore holdings;
  private final FeedStore feed;
  private final TierCatalogue tiers;
  private final NftFacts facts;

  NftEventConsumer(
      FeedProcessor processor, HoldingStore holdings, FeedStore feed, TierCatalogue tiers) {
    this.processor = processor;
    this.holdings = holdings;
    this.feed = feed;
    this.tiers = tiers;
    this.facts = new NftFacts(tiers);
  }

  @Incoming("nft-events")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> messages) {
    return processor.process(messages, NftEvent.class, this::take);
  }

  private Uni<List<FeedStore.Event>> take(List<Inbound<NftEvent>> inbounds, Transaction tx) {
    List<NftFacts.Facts> all = inbounds.stream().map(Inbound::body).map(facts::of).toList();
    List<Holding> changed = all.stream().flatMap(one -> one.holdings().stream()).toList();
    List<HoldingStore.Issue> issues = all.stream().flatMap(one -> one.issue().stream()).toList();
    return holdings
        .apply(tx, changed, this::body)
        .call(() -> holdings.issue(tx, issues))
        .chain(
            applied ->
                feed.append(tx, awards(inbounds, applied.first()))
                    .map(
                        awarded ->
                            Stream.concat(applied.feedEvents().stream(), awarded.stream())
                                .toList()));
  }

  /** Of an NFT that was known before, its award was published. */
  private static List<FeedStore.NewEvent> awards(
      List<Inbound<NftEvent>> inbounds, Set<String> first) {
    return inbounds.stream()
        .map(Inbound::body)
        .filter(NftEvent.Awarded.class::isInstance)
        .map(NftEvent.Awarded.class::cast)
        .filter(award -> first.contains(award.data().mintAddress()))
        .map(award -> new FeedStore.NewEvent(award.data().userId(), FeedBodies.awarded(award)))
        .toList();
  }

  private LongFunction<String> body(Holdings.Change change) {
    return FeedBodies.statusChanged(change.user(), change.standing(), tiers, change.at());
  }
}
