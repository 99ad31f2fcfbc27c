package io.aiw3.nft.qualification.messaging;

import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.cache.CacheInvalidation;
import io.aiw3.nft.qualification.persistence.Erasure;
import io.aiw3.nft.qualification.persistence.Requalification;
import io.aiw3.nft.qualification.persistence.WalletLinks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Users and their wallets, from the platform. */
@ApplicationScoped
class UserConsumer {
  private final MessageProcessor processor;
  private final WalletLinks links;
  private final Requalification requalification;
  private final Erasure erasure;
  private final CacheInvalidation caches;

  UserConsumer(
      MessageProcessor processor,
      WalletLinks links,
      Requalification requalification,
      Erasure erasure,
      CacheInvalidation caches) {
    this.processor = processor;
    this.links = links;
    this.requalification = requalification;
    this.erasure = erasure;
    this.caches = caches;
  }

  @Incoming("users")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    AtomicReference<List<Integer>> changed = new AtomicReference<>(List.of());
    return processor
        .process(
            message,
            Effect.of(
                    UserRecord.class,
                    (inbound, tx) -> take(inbound, tx).invoke(changed::set).replaceWithVoid())
                .withTombstones())
        .call(() -> caches.drop(changed.get()))
        .call(() -> caches.dropKey(message.key()));
  }

  private Uni<List<Integer>> take(Inbound<UserRecord> inbound, Transaction tx) {
    UserChange change = UserChange.of(inbound);
    return links
        .announce(tx, change)
        .chain(
            changed ->
                change.removed() ? erase(tx, change, changed) : Uni.createFrom().item(changed))
        .call(changed -> requalification.apply(tx, changed));
  }

  private Uni<List<Integer>> erase(Transaction tx, UserChange change, List<Integer> changed) {
    int user = change.user().value();
    return erasure
        .of(tx, user, change.offset())
        .map(
            moved ->
                moved && !changed.contains(user)
                    ? Stream.concat(changed.stream(), Stream.of(user)).sorted().toList()
                    : changed);
  }
}
