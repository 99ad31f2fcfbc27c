package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.upgrade.config.LiveConfig;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.websockets.next.CloseReason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The WebSockets that this replica serves. A user with new events is woken; what is sent then comes
 * from the table, so every replica sends the same in the same order, in any case.
 */
@Startup
@ApplicationScoped
public class Clients {
  private static final Logger LOG = Logger.getLogger(Clients.class);
  private static final int USERS_AT_ONCE = 100;
  private static final long GATHERING_MILLIS = 5;

  private final Map<Integer, Set<Client>> byUser = new ConcurrentHashMap<>();
  private final Set<Integer> woken = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean gathering = new AtomicBoolean();
  private final FeedStore feed;
  private final LiveConfig config;
  private final Vertx vertx;
  private final Map<CloseReason, Counter> dropped;
  private final Heartbeat polls;
  private final Heartbeat checks;

  Clients(
      FeedStore feed,
      LiveConfig config,
      Vertx vertx,
      MeterRegistry metrics,
      Heartbeats heartbeats) {
    this.feed = feed;
    this.config = config;
    this.vertx = vertx;
    this.polls = heartbeats.registerScheduled("feed-poll", config.poll().toString());
    this.checks = heartbeats.registerScheduled("client-checks", config.heartbeat().toString());
    this.dropped =
        CloseReasons.OF_CHECKS.stream()
            .collect(
                Collectors.toMap(
                    reason -> reason,
                    reason -> metrics.counter("aiw3.live.dropped", "reason", reason.getMessage())));
    metrics.gauge("aiw3.live.clients", byUser, Clients::size);
    metrics.gauge("aiw3.live.unsent.bytes", byUser, Clients::unsent);
  }

  /** False if the user has too many already. */
  boolean add(Client client) {
    Set<Client> clients =
        byUser.compute(
            client.userId(),
            (user, before) -> {
              Set<Client> all = before == null ? ConcurrentHashMap.newKeySet() : before;
              if (all.size() < config.connectionsPerUser()) {
                all.add(client);
              }
              return all;
            });
    boolean added = clients.contains(client);
    if (added) {
      wake(client.userId());
    }
    return added;
  }

  void remove(Client client) {
    byUser.computeIfPresent(
        client.userId(),
        (user, clients) -> {
          clients.remove(client);
          return clients.isEmpty() ? null : clients;
        });
  }

  /** Users with a WebSocket here. */
  List<Integer> users() {
    return List.copyOf(byUser.keySet());
  }

  /** The user has new events. Those who are woken together are read together. */
  void wake(int userId) {
    if (byUser.containsKey(userId)) {
      woken.add(userId);
      if (gathering.compareAndSet(false, true)) {
        vertx.setTimer(GATHERING_MILLIS, timer -> deliver());
      }
    }
  }

  private void deliver() {
    gathering.set(false);
    List<Integer> users = new ArrayList<>(woken);
    woken.removeAll(users);
    for (int from = 0; from < users.size(); from += USERS_AT_ONCE) {
      deliver(users.subList(from, Math.min(from + USERS_AT_ONCE, users.size())));
    }
  }

  private void deliver(List<Integer> users) {
    Map<Integer, Long> known = new LinkedHashMap<>();
    for (int user : users) {
      clients(user).stream()
          .filter(Client::ready)
          .mapToLong(Client::sent)
          .min()
          .ifPresent(sent -> known.put(user, sent));
    }
    feed.after(known)
        .invoke(events -> offer(known, events))
        .subscribe()
        .with(
            events -> wakeThoseLeftOut(known, events),
            failure -> LOG.debugf("feed events read failed cause=%s", failure.toString()));
  }

  /** A user who is far behind fills a read: the others get theirs with the next one. */
  private void wakeThoseLeftOut(Map<Integer, Long> known, List<FeedStore.Event> events) {
    if (events.size() == FeedStore.MOST_AT_ONCE) {
      known.keySet().forEach(this::wake);
    }
  }

  private void offer(Map<Integer, Long> known, List<FeedStore.Event> events) {
    events.stream()
        .collect(Collectors.groupingBy(FeedStore.Event::userId))
        .forEach(
            (user, ofUser) ->
                clients(user)
                    .forEach(client -> client.offer(known.get(user), ofUser, () -> wake(user))));
  }

  /** Finds events without a notification: Redis may have been unavailable. */
  @Scheduled(
      every = "{aiw3.live.poll:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> poll() {
    List<Integer> users = new ArrayList<>(byUser.keySet());
    List<List<Integer>> parts = new ArrayList<>();
    for (int from = 0; from < users.size(); from += USERS_AT_ONCE) {
      parts.add(users.subList(from, Math.min(from + USERS_AT_ONCE, users.size())));
    }
    return Multi.createFrom()
        .iterable(parts)
        .onItem()
        .transformToUniAndConcatenate(part -> feed.positions(part))
        .onItem()
        .invoke(positions -> positions.forEach(this::wakeIfBehind))
        .collect()
        .last()
        .onFailure()
        .recoverWithNull()
        .eventually(polls::beat)
        .replaceWithVoid();
  }

  private void wakeIfBehind(int user, long newest) {
    if (clients(user).stream().anyMatch(client -> client.sent() < newest)) {
      wake(user);
    }
  }

  @Scheduled(every = "{aiw3.live.heartbeat:20s}")
  void checkAll() {
    Instant now = Instant.now();
    byUser.values().stream().flatMap(Collection::stream).forEach(client -> check(client, now));
    checks.beat();
  }

  private void check(Client client, Instant now) {
    CloseReason reason = client.check(config, now);
    if (reason != null) {
      dropped.get(reason).increment();
      LOG.infof(
          "WebSocket client disconnected userId=%d reason=%s",
          client.userId(), reason.getMessage());
    }
  }

  private Set<Client> clients(int user) {
    return byUser.getOrDefault(user, Set.of());
  }

  private static int size(Map<Integer, Set<Client>> byUser) {
    return byUser.values().stream().mapToInt(Set::size).sum();
  }

  private static long unsent(Map<Integer, Set<Client>> byUser) {
    return byUser.values().stream().flatMap(Collection::stream).mapToLong(Client::unsent).sum();
  }
}
