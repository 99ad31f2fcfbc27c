package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.upgrade.config.LiveConfig;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /api/v1/nft/events}: first {@code nft:snapshot} with the user's state, then {@code
 * nft:status_changed} and {@code nft:transaction_status} as they happen, numbered per user without
 * gaps. With {@code ?since=n} the events after {@code n} that are still kept come before the
 * snapshot. {@link SocketTokens} identify the user.
 */
@WebSocket(path = EventSocket.PATH)
public class EventSocket {
  static final String PATH = "/api/v1/nft/events";
  private static final TypedKey<Client> CLIENT = new TypedKey<>("client");
  private static final Pattern SINCE = Pattern.compile("(?:^|&)since=([0-9]{1,15})(?:&|$)");
  private static final int MOST_MISSED = 500;

  private final FeedStore feed;
  private final Snapshots snapshots;
  private final Clients clients;
  private final Listening listening;
  private final LiveConfig config;

  EventSocket(
      FeedStore feed,
      Snapshots snapshots,
      Clients clients,
      Listening listening,
      LiveConfig config) {
    this.feed = feed;
    this.listening = listening;
    this.snapshots = snapshots;
    this.clients = clients;
    this.config = config;
  }

  @OnOpen
  Uni<Void> open(WebSocketConnection connection) {
    return SocketTokens.holder(connection)
        .map(holder -> open(connection, holder))
        .orElseGet(() -> refuse(connection, CloseReasons.TOKEN_REFUSED));
  }

  private Uni<Void> open(WebSocketConnection connection, SocketTokens.Holder holder) {
    int user = holder.user().value();
    return listening
        .begin(user)
        .chain(() -> feed.position(user))
        .chain(
            position -> {
              Client client =
                  new Client(
                      connection,
                      ClientChannel.of(connection),
                      user,
                      position.sequence(),
                      holder.expiry());
              return register(connection, client)
                  ? greet(connection, client, holder.user(), position)
                  : refuse(connection, CloseReasons.TOO_MANY);
            });
  }

  /** A client that does not take the reason is cut off. */
  private Uni<Void> refuse(WebSocketConnection connection, CloseReason reason) {
    return connection
        .close(reason)
        .ifNoItem()
        .after(config.closeLimit())
        .fail()
        .onFailure()
        .invoke(failure -> ClientChannel.of(connection).cut())
        .onFailure()
        .recoverWithNull();
  }

  @OnError
  Uni<Void> failed(WebSocketConnection connection, Throwable failure) {
    return refuse(connection, SocketFailures.reason(failure));
  }

  /** It counts, and may be too slow, from its first message on. */
  private boolean register(WebSocketConnection connection, Client client) {
    connection.userData().put(CLIENT, client);
    boolean added = clients.add(client);
    if (added && connection.isClosed()) {
      clients.remove(client);
    }
    return added;
  }

  private Uni<Void> greet(
      WebSocketConnection connection, Client client, UserId user, FeedStore.Position position) {
    return missed(connection, user, position.sequence())
        .chain(events -> client.greet(events, snapshots.of(user, position)))
        .invoke(() -> clients.wake(user.value()));
  }

  @OnClose
  void close(WebSocketConnection connection) {
    Client client = connection.userData().get(CLIENT);
    if (client != null) {
      clients.remove(client);
    }
  }

  @OnPongMessage
  void pong(WebSocketConnection connection, Buffer payload) {
    received(connection);
  }

  /** Nothing has to be said to the server; what is said shows that the client is there. */
  @OnTextMessage
  void text(WebSocketConnection connection, String ignored) {
    received(connection);
  }

  private static void received(WebSocketConnection connection) {
    Client client = connection.userData().get(CLIENT);
    if (client != null) {
      client.received();
    }
  }

  private Uni<List<FeedStore.Event>> missed(
      WebSocketConnection connection, UserId user, long newest) {
    String query = connection.handshakeRequest().query();
    Matcher since = SINCE.matcher(query == null ? "" : query);
    return since.find()
        ? feed.between(user.value(), Long.parseLong(since.group(1)), newest, MOST_MISSED)
        : Uni.createFrom().item(List.of());
  }
}
