package io.aiw3.nft.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;

/** Two sockets that live and end together; a slow one slows the other down. */
final class Tunnel {
  private static final long LAST_WORDS_MILLIS = 5_000;

  private final Vertx vertx;
  private final NetSocket service;
  private final Requests requests;
  private boolean isServiceClosed;

  /**
   * @param service nothing of what it says is lost until the tunnel is open
   */
  Tunnel(Vertx vertx, NetSocket service, Requests requests) {
    this.vertx = vertx;
    this.service = service;
    this.requests = requests;
    requests.tunnelOpened();
    service.pause();
    service.closeHandler(
        gone -> {
          isServiceClosed = true;
          requests.tunnelClosed();
        });
  }

  void open(NetSocket caller) {
    caller.closeHandler(gone -> service.close());
    if (!isServiceClosed) {
      service.closeHandler(
          gone -> {
            requests.tunnelClosed();
            closeSoon(caller);
          });
    }
    caller.pipeTo(service).onFailure(failure -> service.close());
    service.pipeTo(caller).onFailure(failure -> caller.close());
    if (isServiceClosed) {
      closeSoon(caller);
    }
  }

  void close() {
    service.close();
  }

  /** The caller gets what the service said last, if it reads it. */
  private void closeSoon(NetSocket caller) {
    vertx.setTimer(LAST_WORDS_MILLIS, late -> caller.close());
  }
}
