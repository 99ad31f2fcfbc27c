package io.aiw3.nft.qualification.messaging;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.cache.CacheInvalidation;
import io.aiw3.nft.qualification.domain.HistoryEntry;
import io.aiw3.nft.qualification.persistence.History;
import io.aiw3.nft.qualification.persistence.Nfts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** NFTs, from the minting service. */
@ApplicationScoped
class NftEventConsumer {
  private final MessageProcessor processor;
  private final Nfts nfts;
  private final History history;
  private final UserChanges changes;
  private final CacheInvalidation caches;

  NftEventConsumer(
      MessageProcessor processor,
      Nfts nfts,
      History history,
      UserChanges changes,
      CacheInvalidation caches) {
    this.processor = processor;
    this.nfts = nfts;
    this.history = history;
    this.changes = changes;
    this.caches = caches;
  }

  @Incoming("nft-events")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    AtomicReference<Set<Integer>> concerned = new AtomicReference<>(Set.of());
    return processor
        .process(
            message,
            Effect.of(
                NftEvent.class,
                (inbound, tx) -> take(inbound, tx).invoke(concerned::set).replaceWithVoid()))
        .call(() -> caches.drop(concerned.get()))
        .call(() -> caches.dropKey(message.key()));
  }

  /** Gives the users that it concerns. */
  private Uni<Set<Integer>> take(Inbound<NftEvent> inbound, Transaction tx) {
    NftEvent event = inbound.body();
    if (event.data() == null || event.data().userId() == null || event.timestamp() == null) {
      throw new BadMessageException("timestamp, data or data.userId is missing");
    }
    return nfts.concerned(tx, event)
        .call(users -> changes.apply(tx, users, () -> store(tx, event, users)));
  }

  private Uni<Void> store(Transaction tx, NftEvent event, Set<Integer> users) {
    return nfts.store(tx, event, users).chain(() -> history.add(tx, HistoryEntry.of(event)));
  }
}
