package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.pubsub.ReactivePubSubCommands;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Notifies every replica which users have new events, over Redis publish/subscribe. It carries no
 * state: a lost notification costs a moment, until the table is polled.
 */
@ApplicationScoped
public class Broadcast {
  private static final Logger LOG = Logger.getLogger(Broadcast.class);
  private static final String CHANNEL = "nft_feed";
  private static final long RETRY_DELAY_MILLIS = 2000;

  private final Clients clients;
  private final ReactivePubSubCommands<String> redis;
  private final Vertx vertx;
  private final AtomicBoolean stopped = new AtomicBoolean();

  Broadcast(Clients clients, ReactiveRedisDataSource redis, Vertx vertx) {
    this.clients = clients;
    this.redis = redis.pubsub(String.class);
    this.vertx = vertx;
  }

  /** Never fails, never waits. */
  public void send(List<FeedStore.Event> events) {
    if (events.isEmpty()) {
      return;
    }
    events.forEach(event -> clients.wake(event.userId()));
    String users =
        events.stream()
            .map(event -> Integer.toString(event.userId()))
            .distinct()
            .collect(Collectors.joining(","));
    redis
        .publish(CHANNEL, users)
        .subscribe()
        .with(
            done -> {},
            failure -> LOG.debugf("Redis notification failed cause=%s", failure.toString()));
  }

  void start(@Observes StartupEvent event) {
    listen();
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.set(true);
  }

  private void listen() {
    redis
        .subscribe(CHANNEL, this::notified, this::listenAgain, failure -> listenAgain())
        .subscribe()
        .with(
            listening -> LOG.debug("subscribed to Redis notifications"),
            failure -> {
              LOG.debugf("Redis subscription failed cause=%s", failure.toString());
              listenAgain();
            });
  }

  private void listenAgain() {
    if (!stopped.get()) {
      vertx.setTimer(RETRY_DELAY_MILLIS, timer -> listen());
    }
  }

  private void notified(String users) {
    for (String user : users.split(",", -1)) {
      clients.wake(Integer.parseInt(user));
    }
  }
}
