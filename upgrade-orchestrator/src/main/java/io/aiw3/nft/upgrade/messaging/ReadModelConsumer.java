package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.persistence.Erasure;
import io.aiw3.nft.upgrade.persistence.SnapshotStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Keeps the newest of what other services publish about each user; publishes progress to those who
 * listen. Users whom the platform removes are erased.
 */
@ApplicationScoped
class ReadModelConsumer {
  private final FeedProcessor feeds;
  private final MessageProcessor processor;
  private final SnapshotStore store;
  private final QualificationFeed feed;
  private final Erasure erasure;
  private final Effect<UserRecord> users = Effect.of(UserRecord.class, this::put).withTombstones();

  ReadModelConsumer(
      FeedProcessor feeds,
      MessageProcessor processor,
      SnapshotStore store,
      QualificationFeed feed,
      Erasure erasure) {
    this.erasure = erasure;
    this.feed = feed;
    this.feeds = feeds;
    this.processor = processor;
    this.store = store;
  }

  @Incoming("qualification-events")
  Uni<Void> onSnapshots(ConsumerRecords<byte[], byte[]> messages) {
    return feeds.process(
        messages,
        QualificationSnapshot.class,
        Effect::withTombstones,
        (inbounds, tx) -> put(inbounds, tx).chain(() -> feed.append(tx, bodies(inbounds))));
  }

  private static List<QualificationSnapshot> bodies(List<Inbound<QualificationSnapshot>> inbounds) {
    return inbounds.stream().map(Inbound::body).filter(Objects::nonNull).toList();
  }

  private Uni<Void> put(List<Inbound<QualificationSnapshot>> inbounds, Transaction tx) {
    Uni<Void> all = Uni.createFrom().voidItem();
    List<QualificationSnapshot> some = new ArrayList<>();
    for (Inbound<QualificationSnapshot> inbound : inbounds) {
      if (inbound.body() == null) {
        UserId user = user(inbound);
        List<QualificationSnapshot> before = List.copyOf(some);
        some.clear();
        all = all.chain(() -> store.put(tx, before)).chain(() -> store.forgetSnapshot(tx, user));
      } else if (inbound.body().data() == null || inbound.body().data().userId() == null) {
        throw new BadMessageException("data or userId is missing");
      } else {
        some.add(inbound.body());
      }
    }
    return all.chain(() -> store.put(tx, some));
  }

  @Incoming("users")
  Uni<Void> onUser(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, users);
  }

  private Uni<Void> put(Inbound<UserRecord> inbound, Transaction tx) {
    UserChange change = UserChange.of(inbound);
    return store
        .put(tx, change)
        .chain(applied -> applied ? erasure.applied(tx, change) : Uni.createFrom().voidItem());
  }

  private static UserId user(Inbound<?> inbound) {
    try {
      return UserId.of(inbound.key());
    } catch (IllegalArgumentException e) {
      throw new BadMessageException("the key is not a user id", e);
    }
  }
}
