package io.aiw3.nft.qualification.messaging;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageProcessor;
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
        .processOnConnection(
            message,
            NftEvent.class,
            (inbound, connection, events) -> {
              NftEvent event = inbound.body();
              if (event.data() == null
                  || event.data().userId() == null
                  || event.timestamp() == null) {
                throw new BadMessageException("timestamp, data or data.userId is missing");
              }
              MessageKeys.requireSame(MessageKeys.user(inbound), event.data().userId());
              return nfts.concerned(connection, event)
                  .invoke(concerned::set)
                  .chain(
                      users ->
                          changes.apply(
                              connection,
                              events,
                              users,
                              () ->
                                  nfts.store(connection, event, users)
                                      .chain(
                                          () -> history.add(connection, HistoryEntry.of(event)))));
            })
        .call(() -> caches.drop(concerned.get()))
        .call(() -> caches.dropKey(message.key()));
  }
}
