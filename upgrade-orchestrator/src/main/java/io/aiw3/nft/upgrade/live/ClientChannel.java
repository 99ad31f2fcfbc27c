package io.aiw3.nft.upgrade.live;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The TCP connection under a WebSocket. An orderly close waits behind what the client has not read,
 * and so without end where it reads nothing: only this ends such a connection.
 */
record ClientChannel(Channel channel) {
  private static final TypedKey<ClientChannel> KEY = new TypedKey<>("channel");

  static ClientChannel of(WebSocketConnection connection) {
    return connection.userData().get(KEY);
  }

  /** Bytes that this process holds because the client has not taken them. */
  long unsent() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  /** Ends the connection at once; what was not sent is lost. */
  void cut() {
    // Nothing waits for it: the WebSocket is notified as of any other end.
    var unused = channel.close();
  }

  /**
   * Keeps the channel of each WebSocket while it is still an HTTP request, which alone knows it.
   */
  @ApplicationScoped
  static class Keeper implements HttpUpgradeCheck {
    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
      // Vert.x exposes its channel only here, and its own close() waits like the orderly one.
      ConnectionBase connection = (ConnectionBase) context.httpRequest().connection();
      context.userData().put(KEY, new ClientChannel(connection.channel()));
      return CheckResult.permitUpgrade();
    }
  }
}
