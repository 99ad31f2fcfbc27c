package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.upgrade.config.LiveConfig;
import io.aiw3.nft.upgrade.persistence.FeedListeners;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Keeps noted which users listen: every replica publishes progress to those alone. */
@ApplicationScoped
class Listening {
  private static final Logger LOG = Logger.getLogger(Listening.class);
  private static final int USERS_AT_ONCE = 500;
  private static final int MISSED_RENEWALS = 3;

  private final Clients clients;
  private final FeedListeners listeners;
  private final Duration time;
  private final Heartbeat heartbeat;

  Listening(Clients clients, FeedListeners listeners, LiveConfig config, Heartbeats heartbeats) {
    this.clients = clients;
    this.listeners = listeners;
    this.time = config.heartbeat().multipliedBy(MISSED_RENEWALS);
    this.heartbeat = heartbeats.registerScheduled("feed-listeners", config.heartbeat().toString());
  }

  /** Before the user reads anything: what changes after that is published. */
  Uni<Void> begin(int user) {
    return listeners.note(List.of(user), time);
  }

  @Scheduled(
      every = "{aiw3.live.heartbeat:20s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> renew() {
    return Multi.createFrom()
        .iterable(clients.users())
        .group()
        .intoLists()
        .of(USERS_AT_ONCE)
        .onItem()
        .transformToUniAndConcatenate(users -> listeners.note(users, time))
        .collect()
        .last()
        .onFailure()
        .invoke(e -> LOG.warnf("feed listeners not renewed cause=%s", e.toString()))
        .onFailure()
        .recoverWithNull()
        .eventually(heartbeat::beat)
        .replaceWithVoid();
  }
}
